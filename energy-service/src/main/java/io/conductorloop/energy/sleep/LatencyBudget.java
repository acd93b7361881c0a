package io.conductorloop.energy.sleep;

import java.time.Duration;

/** How many requests may still wait longer than the target, so that the promised share of all so far does not. */
public final class LatencyBudget {
    private static final double ROUNDING = 1e-6;

    private final double target;
    private final double share;
    private long requests;
    private long late;

    /**
     * A promise about added latency.
     *
     * @param target what waking may add at the quantile
     * @param quantile of all requests, such as 0.99
     */
    public LatencyBudget(Duration target, double quantile) {
        if (!(quantile > 0 && quantile <= 1)) {
            throw new IllegalArgumentException("a quantile above 0 and up to 1, not " + quantile);
        }
        this.target = target.toNanos() / 1e9;
        share = 1 - quantile;
    }

    /** Whether a wait of so many seconds is within the target. */
    public boolean holds(double waited) {
        return waited <= target * (1 + 1e-9);
    }

    /** A request waited so many seconds for the machine to wake. */
    public void waited(double seconds) {
        requests++;
        if (!holds(seconds)) {
            late++;
        }
    }

    /** Whether so many more late requests, next, would leave the promise kept. */
    public boolean affords(double more) {
        return late + more <= share * (requests + more) + ROUNDING;
    }

    /** The share of the next {@code horizon} requests that may be late for the promise to be kept at their end. */
    public double allowance(int horizon) {
        return Math.clamp((share * (requests + horizon) - late) / horizon, 0, 1);
    }
}
