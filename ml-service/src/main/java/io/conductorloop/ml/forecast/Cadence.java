package io.conductorloop.ml.forecast;

import java.time.Duration;

/**
 * How often a load is sampled, and with it how many samples make a day and a week.
 *
 * @param step time between two samples; a day is a whole number of them
 */
public record Cadence(Duration step) {
    public static final Cadence HOURLY = new Cadence(Duration.ofHours(1));
    public static final Cadence MINUTELY = new Cadence(Duration.ofMinutes(1));

    /** @throws IllegalArgumentException when no whole number of steps makes a day */
    public Cadence {
        if (step.isNegative() || step.isZero() || Duration.ofDays(1).toNanos() % step.toNanos() != 0) {
            throw new IllegalArgumentException("no whole number of steps makes a day: " + step);
        }
    }

    /** Samples in a day. */
    public int day() {
        return (int) Duration.ofDays(1).dividedBy(step);
    }

    /** Samples in a week. */
    public int week() {
        return 7 * day();
    }

    /** Samples in {@code span}, at least one. */
    public int steps(Duration span) {
        return (int) Math.max(1, span.dividedBy(step));
    }
}
