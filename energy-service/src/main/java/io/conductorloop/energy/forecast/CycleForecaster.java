package io.conductorloop.energy.forecast;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Expects the daily profile of the last days, and that what the grid deviates from it now fades as such deviations did: the
 * mean of a Gaussian process given its latest values.
 */
public final class CycleForecaster implements IntensityForecaster {
    private final int days;
    private final int memory;

    /**
     * A forecaster that looks back so far.
     *
     * @param days how many days say how the grid behaves
     * @param memory how many latest slots are looked at
     * @throws IllegalArgumentException when there are fewer than two days or no memory
     */
    public CycleForecaster(int days, int memory) {
        if (days < 2 || memory < 1) {
            throw new IllegalArgumentException("two days and a slot at least: " + days + ", " + memory);
        }
        this.days = days;
        this.memory = memory;
    }

    @Override
    public IntensityForecast forecast(IntensitySeries past, int slots) {
        int size = past.size();
        int[] seen = IntStream.range(Math.max(0, size - memory), size)
                .filter(slot -> !Double.isNaN(past.value(slot)))
                .toArray();
        if (size < 2 * RecentDays.slotsPerDay(past) || seen.length == 0) {
            return new RecentDays(1).forecast(past, slots);
        }
        return ProcessConditioned.given(
                DailyCycle.of(past, days, memory + slots),
                seen,
                Arrays.stream(seen).mapToDouble(past::value).toArray(),
                0,
                size,
                slots,
                past.end(),
                past.step());
    }
}
