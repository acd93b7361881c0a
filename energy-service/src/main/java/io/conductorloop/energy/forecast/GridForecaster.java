package io.conductorloop.energy.forecast;

import io.conductorloop.energy.carbon.IntensitySeries;

/**
 * What is both evaluated and served: the mean of the daily cycle and of what is learnt beside it, for planners. Until four
 * weeks are known, and beyond a day ahead, it is the daily cycle alone. As what it is made of, one instance serves one grid, on
 * one thread at a time.
 */
public final class GridForecaster implements IntensityForecaster {
    /** How many days say how a grid behaves, and how many latest slots are looked at; a day more or less changes little. */
    private static final int DAYS = 30;

    private static final int MEMORY = 48;

    private final IntensityForecaster both;

    public GridForecaster() {
        IntensityForecaster cycle = plain();
        both = new MeanForecaster(cycle, new LearntForecaster(LearntForecaster.Aim.MEAN, cycle));
    }

    /** The daily cycle alone: what this one has to beat. It learns nothing and serves any grid. */
    public static IntensityForecaster plain() {
        return new CycleForecaster(DAYS, MEMORY);
    }

    @Override
    public IntensityForecast forecast(IntensitySeries past, int slots) {
        return both.forecast(past, slots);
    }
}
