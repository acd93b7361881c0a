package io.conductorloop.executor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long a package will probably take, learnt per backend: an exponential moving average of the time per intent. A value;
 * observing gives the next one.
 *
 * @param perIntent the average by backend
 */
public record ProcessingTimeEstimate(Map<String, Duration> perIntent) {
    /** The backend of intents that name no repository. */
    public static final String DEFAULT_BACKEND = "default";

    /** Nothing observed yet. */
    public static final ProcessingTimeEstimate UNKNOWN = new ProcessingTimeEstimate(Map.of());

    /** Weight of the latest observation: the last ten or so count. */
    private static final double WEIGHT = 0.2;

    /** Repository names come from intents, so their number is bounded. */
    private static final int MAX_BACKENDS = 1000;

    public ProcessingTimeEstimate {
        perIntent = Map.copyOf(perIntent);
    }

    /** For so many intents on this backend; zero while nothing is known of it, so that it is tried soon. */
    public Duration of(String backend, int intents) {
        return perIntent.getOrDefault(backend, Duration.ZERO).multipliedBy(intents);
    }

    /** The estimate after a call that took {@code took} for so many intents. */
    public ProcessingTimeEstimate observed(String backend, int intents, Duration took) {
        Duration before = perIntent.get(backend);
        if (intents <= 0 || (before == null && perIntent.size() >= MAX_BACKENDS)) {
            return this;
        }
        long latest = took.toNanos() / intents;
        long next = before == null ? latest : Math.round(before.toNanos() + WEIGHT * (latest - before.toNanos()));
        Map<String, Duration> updated = new HashMap<>(perIntent);
        updated.put(backend, Duration.ofNanos(next));
        return new ProcessingTimeEstimate(updated);
    }
}
