package io.conductorloop.ml.promise;

import java.time.Duration;

/**
 * What advice is given for: that an intent is through the whole suite within a time.
 *
 * @param within from an intent's claim to its end
 * @param accepted share of intents that may take longer
 * @param longest beyond which an intent did not wait for workers, but for clean power, a person or a store that was away
 */
public record Promise(Duration within, double accepted, Duration longest) {
    /** @throws IllegalArgumentException when nothing could keep it, or nothing break it */
    public Promise {
        if (!within.isPositive() || longest.compareTo(within) <= 0) {
            throw new IllegalArgumentException("no intent is late after " + within + " and set aside after " + longest);
        }
        if (!(accepted > 0 && accepted < 1)) {
            throw new IllegalArgumentException("no share of late intents: " + accepted);
        }
    }
}
