package io.conductorloop.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * RFC 3339 timestamps, read by position. {@link Instant#parse} refuses what the RFC allows (more than nine fraction digits,
 * a leap second outside UTC, offsets over 18 hours) and costs twenty times as much.
 */
final class Rfc3339 {
    private static final int SHORTEST = "2026-01-01T00:00:00Z".length();
    private static final int NANO_DIGITS = 9;

    private Rfc3339() {}

    /**
     * The instant a timestamp names. Digits beyond nanoseconds are dropped; a leap second counts as the second after it.
     *
     * @throws IllegalArgumentException when the text is no RFC 3339 timestamp
     */
    static Instant parse(String text) {
        int length = text.length();
        if (length < SHORTEST
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || (text.charAt(10) | 0x20) != 't'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            throw refused(text);
        }
        long day = day(text);
        int hour = number(text, 11, 2, 23);
        int minute = number(text, 14, 2, 59);
        int second = number(text, 17, 2, 60);
        int end = 19;
        int nanos = 0;
        if (text.charAt(end) == '.') {
            int start = ++end;
            while (end < length && isDigit(text.charAt(end))) {
                if (end - start < NANO_DIGITS) {
                    nanos = nanos * 10 + text.charAt(end) - '0';
                }
                end++;
            }
            if (end == start) {
                throw refused(text);
            }
            for (int digits = end - start; digits < NANO_DIGITS; digits++) {
                nanos *= 10;
            }
        }
        long seconds = day * 86_400 + hour * 3_600L + minute * 60L + second;
        return Instant.ofEpochSecond(seconds - offset(text, end), nanos);
    }

    private static long day(String text) {
        try {
            return LocalDate.of(number(text, 0, 4, 9999), number(text, 5, 2, 12), number(text, 8, 2, 31))
                    .toEpochDay();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no such day: " + text, e);
        }
    }

    private static int offset(String text, int at) {
        int left = text.length() - at;
        if (left == 1 && (text.charAt(at) | 0x20) == 'z') {
            return 0;
        }
        if (left != "+00:00".length() || text.charAt(at + 3) != ':') {
            throw refused(text);
        }
        int seconds = number(text, at + 1, 2, 23) * 3_600 + number(text, at + 4, 2, 59) * 60;
        return switch (text.charAt(at)) {
            case '+' -> seconds;
            case '-' -> -seconds;
            default -> throw refused(text);
        };
    }

    private static int number(String text, int at, int digits, int max) {
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                throw refused(text);
            }
            value = value * 10 + c - '0';
        }
        if (value > max) {
            throw refused(text);
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("not an RFC 3339 timestamp: " + text);
    }
}
