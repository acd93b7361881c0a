package io.conductorloop.energy.schedule;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time in which work runs; {@code end} is excluded. */
public record Window(Instant start, Instant end) {
    /** Refuses it when it ends before it starts. */
    public Window {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("ends before it starts: " + start + " to " + end);
        }
    }

    static Window of(Instant start, Duration length) {
        return new Window(start, start.plus(length));
    }

    public Duration length() {
        return Duration.between(start, end);
    }
}
