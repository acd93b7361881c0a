package io.conductorloop.executor.porch;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** How long to wait before looking again: longer each time, up to a limit, and never quite the same as another executor. */
final class Pauses {
    private static final int DOUBLINGS = 20;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;

    Pauses(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** Waits at least so long; ends early when the thread is interrupted. */
    void pause(Duration atLeast) {
        LockSupport.parkNanos(atLeast.toNanos() + random.nextLong(first.toNanos() + 1));
    }

    /** Waits; ends early when the thread is interrupted. */
    void pause(int time) {
        long ceiling = Math.min(longest.toNanos(), first.toNanos() << Math.clamp(time, 0, DOUBLINGS));
        LockSupport.parkNanos(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    }
}
