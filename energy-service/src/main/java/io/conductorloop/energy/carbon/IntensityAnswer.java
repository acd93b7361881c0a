package io.conductorloop.energy.carbon;

import java.time.Duration;

/** What a source knows of a grid. */
public sealed interface IntensityAnswer {
    /**
     * Values to act on.
     *
     * @param series with gaps where nothing is known
     * @param source who said so
     * @param estimated whether it is a model's guess rather than a measurement
     */
    record Known(IntensitySeries series, String source, boolean estimated) implements IntensityAnswer {}

    /**
     * The source has values, but its latest is too old to act on: the intensity counts as unknown.
     *
     * @param age how long ago the latest known slot ended
     */
    record Stale(String source, Duration age) implements IntensityAnswer {}

    /** The source has nothing for this zone and time, or cannot be reached. */
    record Unavailable(String source, String reason) implements IntensityAnswer {}
}
