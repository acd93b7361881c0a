package io.conductorloop.messaging.directive;

import java.time.Duration;

/**
 * What a service may be told at most.
 *
 * @param mostWorkers at least 1
 * @param mostBatchSize at least 1
 * @param longest that one directive may hold; longer ones hold as long as this
 */
public record DirectiveBounds(int mostWorkers, int mostBatchSize, Duration longest) {
    /** @throws IllegalArgumentException when nothing is within them */
    public DirectiveBounds {
        if (mostWorkers < 1 || mostBatchSize < 1 || longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("no directive has up to " + mostWorkers + " workers, batches of up to "
                    + mostBatchSize + " and holds up to " + longest);
        }
    }
}
