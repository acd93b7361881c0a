package io.conductorloop.launcher;

import java.time.Duration;

/**
 * When a process that died is started again: after one second, then twice as long each time, at most half a minute. One that
 * has lived for a minute has recovered, and its next death is a first one.
 */
public final class RestartPolicy {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration RECOVERED = Duration.ofMinutes(1);

    private int deaths;

    /** How long to wait before the next start of a process that has died after living for {@code lived}. */
    public Duration afterDeath(Duration lived) {
        deaths = lived.compareTo(RECOVERED) >= 0 ? 1 : deaths + 1;
        Duration delay = FIRST.multipliedBy(1L << Math.min(deaths - 1, 5));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    /** Deaths in a row, the last one included. */
    public int deaths() {
        return deaths;
    }
}
