package io.conductorloop.ml.forecast;

import java.time.Duration;

/**
 * How often a load is sampled.
 *
 * @param day samples in a day, over 0
 */
public record Cadence(int day) {
    public static final Cadence HOURLY = new Cadence(24);
    public static final Cadence MINUTELY = new Cadence(24 * 60);

    /** @throws IllegalArgumentException when a day has no sample */
    public Cadence {
        if (day < 1) {
            throw new IllegalArgumentException("a day has no sample: " + day);
        }
    }

    /**
     * The cadence of one sample every {@code step}.
     *
     * @throws IllegalArgumentException when no whole number of steps makes a day
     */
    public static Cadence every(Duration step) {
        if (step.isNegative() || step.isZero() || Duration.ofDays(1).toNanos() % step.toNanos() != 0) {
            throw new IllegalArgumentException("no whole number of steps makes a day: " + step);
        }
        return new Cadence((int) Duration.ofDays(1).dividedBy(step));
    }

    /** Time between two samples. */
    public Duration step() {
        return Duration.ofDays(1).dividedBy(day);
    }

    /** Samples in a week. */
    public int week() {
        return 7 * day;
    }
}
