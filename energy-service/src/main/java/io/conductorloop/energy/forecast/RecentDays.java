package io.conductorloop.energy.forecast;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.time.Duration;
import java.util.Arrays;

/**
 * Expects the mean of the same time on the days before: with one day this is 24-hour persistence, the yardstick of carbon
 * intensity forecasts. Its bounds are how far these days lie apart; with one day it claims no more than its value.
 */
public final class RecentDays implements IntensityForecaster {
    private final int days;

    /** Refuses it when not at least one day. */
    public RecentDays(int days) {
        if (days < 1) {
            throw new IllegalArgumentException("at least a day: " + days);
        }
        this.days = days;
    }

    @Override
    public IntensityForecast forecast(IntensitySeries past, int slots) {
        int day = slotsPerDay(past);
        double[] expected = new double[slots];
        double[] spread = new double[slots];
        for (int i = 0; i < slots; i++) {
            int latest = past.size() + i - day * (1 + i / day);
            int first = latest;
            double[] seen = new double[days];
            Arrays.setAll(seen, back -> past.value(first - day * back));
            seen = Arrays.stream(seen).filter(value -> !Double.isNaN(value)).toArray();
            double mean = Arrays.stream(seen).average().orElse(Double.NaN);
            expected[i] = mean;
            spread[i] = Math.sqrt(Arrays.stream(seen)
                            .map(value -> (value - mean) * (value - mean))
                            .sum()
                    / Math.max(1, seen.length - 1));
        }
        return Bounds.around(past.end(), past.step(), expected, spread);
    }

    /** Refuses it when a day is not a whole number of slots. */
    static int slotsPerDay(IntensitySeries series) {
        Duration day = Duration.ofDays(1);
        long slots = day.dividedBy(series.step());
        if (!series.step().multipliedBy(slots).equals(day)) {
            throw new IllegalArgumentException("a day is no whole number of slots of " + series.step());
        }
        return (int) slots;
    }
}
