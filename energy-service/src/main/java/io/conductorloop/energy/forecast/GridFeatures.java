package io.conductorloop.energy.forecast;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * What of a grid's past tells about a slot up to a day ahead. All of it are logarithms, as deviations from the profile: the
 * mean of the same time on the 14 days before. What is missing counts as no deviation.
 */
final class GridFeatures {
    static final int COUNT = 33;
    private static final int PROFILE_DAYS = 14;

    private final int day;
    private final OffsetDateTime start;
    private final double secondsPerSlot;
    private double[] logarithms = new double[1024];
    private double[] profiles = new double[1024];
    /** Sums up to a slot: of logarithms, of known slots, of deviations, of known deviations. */
    private double[][] sums = new double[4][1025];

    private int size;

    GridFeatures(IntensitySeries series) {
        day = RecentDays.slotsPerDay(series);
        start = series.start().atOffset(ZoneOffset.UTC);
        secondsPerSlot = series.step().toSeconds();
    }

    int day() {
        return day;
    }

    void append(double value) {
        if (size == logarithms.length) {
            logarithms = Arrays.copyOf(logarithms, 2 * size);
            profiles = Arrays.copyOf(profiles, 2 * size);
            for (int i = 0; i < sums.length; i++) {
                sums[i] = Arrays.copyOf(sums[i], 2 * size + 1);
            }
        }
        profiles[size] = meanOfDays(size, PROFILE_DAYS);
        logarithms[size] = Math.log(value);
        double logarithm = logarithms[size];
        double deviation = logarithm - profiles[size];
        double[] add = {
            orZero(logarithm), Double.isNaN(logarithm) ? 0 : 1, orZero(deviation), Double.isNaN(deviation) ? 0 : 1
        };
        size++;
        for (int i = 0; i < sums.length; i++) {
            sums[i][size] = sums[i][size - 1] + add[i];
        }
    }

    double logarithm(int slot) {
        return slot >= 0 && slot < size ? logarithms[slot] : Double.NaN;
    }

    /** The profile at a known slot or one up to a day ahead. */
    double profile(int slot) {
        return slot >= 0 && slot < size ? profiles[slot] : meanOfDays(slot, PROFILE_DAYS);
    }

    private double meanOfDays(int slot, int days) {
        double sum = 0;
        int seen = 0;
        for (int back = 1; back <= days; back++) {
            double value = logarithm(slot - back * day);
            if (!Double.isNaN(value)) {
                sum += value;
                seen++;
            }
        }
        return seen == 0 ? Double.NaN : sum / seen;
    }

    private double deviation(int slot) {
        return slot < 0 ? 0 : orZero(logarithm(slot) - profile(slot));
    }

    /** The mean over slots {@code from} to {@code origin}, the last excluded, or 0. */
    private double mean(int sum, int from, int origin) {
        int first = Math.max(0, from);
        double seen = sums[sum + 1][origin] - sums[sum + 1][first];
        return seen == 0 ? 0 : (sums[sum][origin] - sums[sum][first]) / seen;
    }

    /**
     * The features of one forecast.
     *
     * @param origin the first slot that was not known
     * @param ahead how many slots after it the forecast is for, less than a day
     */
    double[] of(int origin, int ahead) {
        double[] row = new double[COUNT];
        if (origin <= 0) {
            return row;
        }
        int slot = origin + ahead;
        double base = profile(slot);
        double last = deviation(origin - 1);
        double ofDay = mean(2, origin - day, origin);
        double week = mean(0, origin - 7 * day, origin);
        int at = 0;
        row[at++] = last;
        row[at++] = deviation(origin - 2);
        row[at++] = deviation(origin - 3);
        row[at++] = deviation(origin - day / 4);
        row[at++] = deviation(origin - day / 2);
        for (int days : new int[] {1, 2, 3, 7}) {
            row[at++] = orZero(logarithm(slot - days * day) - base);
        }
        row[at++] = orZero(logarithm(slot - day - 1) - base);
        row[at++] = slot - day + 1 < origin ? orZero(logarithm(slot - day + 1) - base) : 0;
        row[at++] = orZero(meanOfDays(slot, 3) - base);
        row[at++] = mean(2, origin - day / 4, origin);
        row[at++] = ofDay;
        row[at++] = mean(0, origin - day, origin) - week;
        row[at++] = week - mean(0, origin - 28 * day, origin);
        row[at++] = week - 5;
        OffsetDateTime time = start.plusSeconds((long) (slot * secondsPerSlot));
        int weekday = time.getDayOfWeek().getValue();
        row[at++] = weekday >= 6 ? 1 : 0;
        row[at++] = weekday == 1 ? 1 : 0;
        row[at++] = weekday == 6 ? 1 : 0;
        double year = 2 * Math.PI * time.getDayOfYear() / 365.25;
        row[at++] = Math.sin(year);
        row[at++] = Math.cos(year);
        double hour = 2 * Math.PI * time.toLocalTime().toSecondOfDay() / 86_400;
        for (int harmonic = 1; harmonic <= 2; harmonic++) {
            double sine = Math.sin(harmonic * hour);
            double cosine = Math.cos(harmonic * hour);
            row[at++] = sine;
            row[at++] = cosine;
            row[at++] = last * sine;
            row[at++] = last * cosine;
            if (harmonic == 1) {
                row[at++] = ofDay * sine;
                row[at++] = ofDay * cosine;
            }
        }
        row[at] = Math.max(0, last);
        return row;
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
