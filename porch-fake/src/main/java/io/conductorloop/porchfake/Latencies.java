package io.conductorloop.porchfake;

import java.time.Duration;
import java.util.Random;

/**
 * How long the lock of a git address is held for each kind of step. What a step takes is drawn evenly from 80 to 120 percent of
 * its figure.
 *
 * @param write no figure of it is on record
 * @param read of one revision, its files, or a list
 */
public record Latencies(
        Duration create, Duration write, Duration propose, Duration publish, Duration delete, Duration read) {
    /** Nothing takes longer than it does. */
    public static final Latencies NONE =
            new Latencies(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** What Porch's own performance test has on record (kind, Gitea, one revision); what is not on record takes no time. */
    public static final Latencies RECORDED = new Latencies(
            Duration.ofMillis(457),
            Duration.ZERO,
            Duration.ofMillis(561),
            Duration.ofMillis(699),
            Duration.ofMillis(3170),
            Duration.ZERO);

    /** All of them so many times as long. */
    public Latencies times(double factor) {
        return new Latencies(
                scaled(create, factor),
                scaled(write, factor),
                scaled(propose, factor),
                scaled(publish, factor),
                scaled(delete, factor),
                scaled(read, factor));
    }

    /** The same, with another figure for writing files. */
    public Latencies withWrite(Duration duration) {
        return new Latencies(create, duration, propose, publish, delete, read);
    }

    static Duration drawn(Duration figure, Random random) {
        return figure.isZero() ? figure : scaled(figure, 0.8 + 0.4 * random.nextDouble());
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofNanos(Math.round(duration.toNanos() * factor));
    }
}
