package io.conductorloop.launcher;

import java.time.Duration;

/**
 * How the time for stopping is shared: who goes first may take what the others do not need. Who has not gone by then is
 * killed, which loses nothing, since whatever is not finished is delivered again.
 */
public final class DrainPlan {
    /** From the signal to the end of the last process. */
    public static final Duration TOTAL = Duration.ofMillis(9_500);

    private static final Duration RESERVE = Duration.ofMillis(1_200);
    private static final Duration LEAST = Duration.ofMillis(300);

    private DrainPlan() {}

    /**
     * The grace of the next one to stop.
     *
     * @param elapsed since stopping began
     * @param after how many are to stop after it
     */
    public static Duration grace(Duration elapsed, int after) {
        Duration left = TOTAL.minus(elapsed).minus(RESERVE.multipliedBy(after));
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }
}
