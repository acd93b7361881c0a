package io.conductorloop.energy.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * Work that may wait.
 *
 * @param duration how long it runs, above zero
 * @param earliestStart before which it must not run
 * @param deadline by which it must have ended
 * @param interruptible whether it may be suspended and resumed
 */
public record Workload(Duration duration, Instant earliestStart, Instant deadline, boolean interruptible) {
    /** Refuses it when the work has no duration. */
    public Workload {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("work needs a duration: " + duration);
        }
    }

    /** The last moment at which it can start and still end in time. */
    public Instant latestStart() {
        return deadline.minus(duration);
    }

    /** What is left of it once {@code done} of it has run. */
    public Workload remaining(Duration done) {
        return new Workload(duration.minus(done), earliestStart, deadline, interruptible);
    }
}
