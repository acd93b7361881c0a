package io.conductorloop.carbonaware;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Knows when work should start. */
public interface StartTimes {
    /**
     * When to start; empty when that is not known.
     *
     * @param duration how long the work runs
     * @param deadline when it must have ended
     * @param zone whose power it uses; empty: whichever who knows is asked for
     * @param patience how long an answer is waited for
     */
    Optional<Instant> start(Duration duration, Instant deadline, String zone, Duration patience);
}
