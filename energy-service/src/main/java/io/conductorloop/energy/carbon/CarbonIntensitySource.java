package io.conductorloop.energy.carbon;

import java.time.Instant;

/** Where a grid's carbon intensity is known from. */
public interface CarbonIntensitySource {
    /** A short name for logs and answers. */
    String name();

    /**
     * Asks for a stretch of time; of more slots than {@link Stretch#MOST_SLOTS} those nearest to now are told of.
     *
     * @param from the beginning of the first slot
     * @param to the end of the last
     * @return never a guess: what the source does not know is missing or unavailable
     */
    IntensityAnswer intensity(Zone zone, Instant from, Instant to);
}
