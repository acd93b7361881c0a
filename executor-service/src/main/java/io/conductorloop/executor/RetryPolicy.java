package io.conductorloop.executor;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try again, and when to give up: capped exponential back-off with full jitter, so that intents which failed
 * together do not come back together (Brooker, "Exponential Backoff and Jitter", 2015).
 */
public final class RetryPolicy {
    private final int maxAttempts;
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;

    /**
     * Sets the bounds.
     *
     * @param maxAttempts how often an intent is tried, at least once
     * @param first the longest wait after the first attempt; each further attempt doubles it
     * @param longest no wait is longer than this
     */
    public RetryPolicy(int maxAttempts, Duration first, Duration longest, RandomGenerator random) {
        if (maxAttempts < 1 || !first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "needs attempts ≥ 1 and 0 < first ≤ longest, not " + maxAttempts + ", " + first + ", " + longest);
        }
        this.maxAttempts = maxAttempts;
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** Whether an intent that was tried so often is given up. */
    public boolean isExhausted(int attempts) {
        return attempts >= maxAttempts;
    }

    /** How long to wait after so many attempts, whole milliseconds. Zero attempts wait like one. */
    public Duration delay(int attempts) {
        return Duration.ofMillis(random.nextLong(ceiling(attempts).toMillis() + 1));
    }

    /** The longest wait after so many attempts. */
    Duration ceiling(int attempts) {
        int doublings = Math.clamp(attempts - 1L, 0, 40);
        long millis = first.toMillis();
        return millis > longest.toMillis() >> doublings ? longest : Duration.ofMillis(millis << doublings);
    }
}
