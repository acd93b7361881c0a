package io.conductorloop.energy.forecast;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.time.Instant;

/**
 * What is expected of a grid, slot by slot, gCO2e/kWh.
 *
 * @param expected the mean that is expected
 * @param lower with {@code upper}, where the value lies in 80 of 100 cases
 * @param upper of the same start, step and size as {@code expected}
 */
public record IntensityForecast(IntensitySeries expected, IntensitySeries lower, IntensitySeries upper) {
    /** Half the width of an interval that holds 80 % of a normal distribution, in standard deviations. */
    static final double NORMAL_80 = 1.2815515655446004;

    /** Refuses it when the three do not cover the same slots. */
    public IntensityForecast {
        for (IntensitySeries bound : new IntensitySeries[] {lower, upper}) {
            if (!bound.start().equals(expected.start())
                    || !bound.step().equals(expected.step())
                    || bound.size() != expected.size()) {
                throw new IllegalArgumentException("bounds that cover other slots");
            }
        }
    }

    /** A forecast that is taken at its word. */
    public static IntensityForecast certain(IntensitySeries series) {
        return new IntensityForecast(series, series, series);
    }

    /** The same from the slot on that a moment lies in. */
    public IntensityForecast from(Instant moment) {
        int first = Math.max(0, expected.slotOf(moment));
        int end = expected.size();
        return new IntensityForecast(expected.slots(first, end), lower.slots(first, end), upper.slots(first, end));
    }

    /** The standard deviation of a slot's error, were it normal; 0 where the forecast is certain. */
    public double deviation(int slot) {
        double width = upper.value(slot) - lower.value(slot);
        return Double.isNaN(width) ? 0 : width / (2 * NORMAL_80);
    }
}
