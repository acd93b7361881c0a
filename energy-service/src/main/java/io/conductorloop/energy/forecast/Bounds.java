package io.conductorloop.energy.forecast;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.time.Duration;
import java.time.Instant;

/** Intervals that hold 80 % of a normal distribution. */
final class Bounds {
    /** No grid is cleaner than this share of what is expected of it; keeps bounds above zero. */
    private static final double FLOOR = 0.02;

    private Bounds() {}

    static IntensityForecast around(Instant start, Duration step, double[] expected, double[] deviation) {
        double[] lower = new double[expected.length];
        double[] upper = new double[expected.length];
        for (int i = 0; i < expected.length; i++) {
            double half = IntensityForecast.NORMAL_80 * deviation[i];
            lower[i] = Math.max(expected[i] - half, FLOOR * expected[i]);
            upper[i] = expected[i] + half;
        }
        return new IntensityForecast(
                IntensitySeries.of(start, step, expected),
                IntensitySeries.of(start, step, lower),
                IntensitySeries.of(start, step, upper));
    }
}
