package io.conductorloop.porchfake;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Lets a share of all requests go wrong, each kind of fault as often as the others; lists of repositories never do. */
public final class RandomFaults implements FaultPlan {
    private final Random random;
    private final double share;
    private final Duration away;
    private final Map<Kind, Integer> made = new EnumMap<>(Kind.class);

    /** The kinds. */
    public enum Kind {
        DROPPED_ANSWER,
        HANG,
        ERROR_BEFORE,
        ERROR_AFTER,
        TIMEOUT_AFTER,
        STALE,
        IN_PROGRESS,
        TOO_MANY,
        SLOW_LOCK,
        RESTART_BEFORE,
        RESTART_AFTER
    }

    /**
     * Takes what chance is to be like.
     *
     * @param share of requests, 0 to 1
     * @param away how long a restart takes
     */
    public RandomFaults(long seed, double share, Duration away) {
        this.random = new Random(seed);
        this.share = share;
        this.away = away;
    }

    @Override
    public synchronized Fault next(String request) {
        if (request.endsWith("repositories") || random.nextDouble() >= share) {
            return new Fault.None();
        }
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        made.merge(kind, 1, Integer::sum);
        return switch (kind) {
            case DROPPED_ANSWER -> new Fault.DropAnswer();
            case HANG -> new Fault.Hang();
            case ERROR_BEFORE -> Fault.instead(500, "Internal error occurred: the remote hung up unexpectedly");
            case ERROR_AFTER -> Fault.afterwards(500, "Internal error occurred: the remote hung up unexpectedly");
            case TIMEOUT_AFTER -> Fault.afterwards(504, "request did not complete within the allowed timeout");
            case STALE -> Fault.instead(500, "Internal error occurred: the object has been modified");
            case IN_PROGRESS -> Fault.instead(409, "another request is already in progress");
            case TOO_MANY -> new Fault.TooMany(Duration.ofSeconds(1));
            case SLOW_LOCK -> new Fault.SlowLock(Duration.ofMillis(200));
            case RESTART_BEFORE -> new Fault.Restart(away, false);
            case RESTART_AFTER -> new Fault.Restart(away, true);
        };
    }

    /** How often each kind has been ordered. */
    public synchronized Map<Kind, Integer> made() {
        return new EnumMap<>(made);
    }
}
