package io.conductorloop.validation.schema;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Set;

/**
 * RFC 3339 timestamps as bytes: the day must exist in its month, the offset must lie within a day, and a leap second must be
 * one that was.
 */
public final class Timestamps {
    private static final int LEAST_LENGTH = "2026-01-01T00:00:00Z".length();
    private static final int MINUTES_A_DAY = 24 * 60;

    /** Months that ended in a leap second (IERS Bulletin C); none is announced after 2016, and none will be after 2035. */
    private static final Set<YearMonth> LEAP_SECONDS = leapSeconds();

    private static final byte[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    // A word of a timestamp xor its form leaves the digits' values, and nothing of the rest; the limits, added, carry
    // into a
    // byte's highest bit from ten on for a digit, and from one on for the rest.
    private static final long DATE = form("0000-00-");
    private static final long TIME = form("00T00:00");
    private static final long DATE_LIMITS = 0x7F76767F76767676L;
    private static final long TIME_LIMITS = 0x76767F76767F7676L;
    private static final long LOWER_CASE_T = 0x200000L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Timestamps() {}

    private static long form(String eight) {
        return Words.at(eight.getBytes(StandardCharsets.US_ASCII), 0);
    }

    private static Set<YearMonth> leapSeconds() {
        int[] junes = {1972, 1981, 1982, 1983, 1985, 1992, 1993, 1994, 1997, 2012, 2015};
        int[] decembers = {
            1972, 1973, 1974, 1975, 1976, 1977, 1978, 1979, 1987, 1989, 1990, 1995, 1998, 2005, 2008, 2016
        };
        Set<YearMonth> months = new java.util.HashSet<>();
        for (int year : junes) {
            months.add(YearMonth.of(year, 6));
        }
        for (int year : decembers) {
            months.add(YearMonth.of(year, 12));
        }
        return Set.copyOf(months);
    }

    /** Whether these bytes are a timestamp. */
    public static boolean isTimestamp(byte[] b, int start, int end) {
        if (end - start < LEAST_LENGTH) {
            return false;
        }
        long date = Words.at(b, start) ^ DATE;
        long time = (Words.at(b, start + 8) ^ TIME) & ~LOWER_CASE_T;
        int second = number(b, start + 17, 2);
        if ((((date + DATE_LIMITS) | date | (time + TIME_LIMITS) | time) & HIGH_BITS) != 0
                || b[start + 16] != ':'
                || second < 0
                || second > 60) {
            return false;
        }
        // Each byte becomes the number of two digits that starts there.
        date = date * 10 + (date >>> Byte.SIZE);
        time = time * 10 + (time >>> Byte.SIZE);
        int year = 100 * at(date, 0) + at(date, 2);
        int month = at(date, 5);
        int day = at(time, 0);
        int hour = at(time, 3);
        int minute = at(time, 6);
        if (month < 1
                || month > 12
                || day < 1
                || day > DAYS[month - 1]
                || (day == 29 && month == 2 && !isLeapYear(year))
                || hour > 23
                || minute > 59) {
            return false;
        }
        int offsetAt = fractionEnd(b, start + 19, end);
        int offset = offsetAt < 0 ? Integer.MIN_VALUE : offsetMinutes(b, offsetAt, end);
        return offset != Integer.MIN_VALUE
                && (second < 60 || isLeapSecond(year, month, day, hour * 60 + minute - offset));
    }

    private static int at(long word, int index) {
        return (int) (word >>> (index * Byte.SIZE)) & 0xFF;
    }

    private static boolean isLeapYear(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** The number of so many digits, negative when one of them is no digit. */
    private static int number(byte[] b, int start, int digits) {
        int number = 0;
        for (int i = start; i < start + digits; i++) {
            int digit = b[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Where the offset starts, or -1 when there is a point without digits. */
    private static int fractionEnd(byte[] b, int at, int end) {
        if (b[at] != '.') {
            return at;
        }
        int pos = at + 1;
        while (pos < end && b[pos] >= '0' && b[pos] <= '9') {
            pos++;
        }
        return pos == at + 1 ? -1 : pos;
    }

    /** Minutes east of Greenwich, or the least integer when this is no offset that ends at {@code end}. */
    private static int offsetMinutes(byte[] b, int at, int end) {
        if (end - at == 1 && (b[at] | 0x20) == 'z') {
            return 0;
        }
        if (end - at != 6 || (b[at] != '+' && b[at] != '-') || b[at + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = number(b, at + 1, 2);
        int minutes = number(b, at + 4, 2);
        if ((hours | minutes) < 0 || hours > 23 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        return b[at] == '-' ? -(hours * 60 + minutes) : hours * 60 + minutes;
    }

    // Rare enough to allocate.
    private static boolean isLeapSecond(int year, int month, int day, int utcMinuteOfDay) {
        LocalDate utcDay = LocalDate.of(year, month, day).plusDays(Math.floorDiv(utcMinuteOfDay, MINUTES_A_DAY));
        return Math.floorMod(utcMinuteOfDay, MINUTES_A_DAY) == MINUTES_A_DAY - 1
                && utcDay.getDayOfMonth() == utcDay.lengthOfMonth()
                && LEAP_SECONDS.contains(YearMonth.from(utcDay));
    }

    /**
     * When a timestamp is, in whole seconds since 1970, a leap second counting as the second after it.
     *
     * @throws IllegalArgumentException when these bytes are no timestamp
     */
    public static long epochSecond(byte[] b, int start, int end) {
        if (!isTimestamp(b, start, end)) {
            throw new IllegalArgumentException("not a timestamp");
        }
        long minutes = epochDay(number(b, start, 4), number(b, start + 5, 2), number(b, start + 8, 2)) * MINUTES_A_DAY
                + number(b, start + 11, 2) * 60L
                + number(b, start + 14, 2)
                - offsetMinutes(b, fractionEnd(b, start + 19, end), end);
        return minutes * 60 + number(b, start + 17, 2);
    }

    /** Days since 1970, counting years from March so that the leap day is a year's last. */
    private static long epochDay(int year, int month, int day) {
        int yearFromMarch = month > 2 ? year : year - 1;
        int century = Math.floorDiv(yearFromMarch, 100);
        int daysBeforeMonth = (153 * ((month + 9) % 12) + 2) / 5;
        return 365L * yearFromMarch
                + Math.floorDiv(yearFromMarch, 4)
                - century
                + Math.floorDiv(century, 4)
                + daysBeforeMonth
                + day
                - 719_469;
    }
}
