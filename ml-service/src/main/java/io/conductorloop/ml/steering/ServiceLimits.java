package io.conductorloop.ml.steering;

import java.time.Duration;

/**
 * Within what a service is advised.
 *
 * @param advisesWorkers whether an instance can change its workers while it runs
 * @param leastWorkers of an instance
 * @param mostWorkers of an instance
 * @param mostInstances that may run
 * @param leastBatchSize in intents
 * @param batchSize advised until enough batches were seen
 * @param mostBatchSize in intents
 * @param waiting how long an intent may wait for a worker
 * @param drain within what time a queue should be worked off
 */
public record ServiceLimits(
        boolean advisesWorkers,
        int leastWorkers,
        int mostWorkers,
        int mostInstances,
        int leastBatchSize,
        int batchSize,
        int mostBatchSize,
        Duration waiting,
        Duration drain) {
    /** @throws IllegalArgumentException when nothing is within them */
    public ServiceLimits {
        if (leastWorkers < 1 || mostWorkers < leastWorkers || mostInstances < 1) {
            throw new IllegalArgumentException("no service has " + leastWorkers + " to " + mostWorkers
                    + " workers in up to " + mostInstances + " instances");
        }
        if (leastBatchSize < 1 || batchSize < leastBatchSize || mostBatchSize < batchSize) {
            throw new IllegalArgumentException("no batch has " + leastBatchSize + " to " + mostBatchSize
                    + " intents, and " + batchSize + " to begin with");
        }
        if (waiting.isNegative() || !drain.isPositive()) {
            throw new IllegalArgumentException("no queue is drained in " + drain + " and waited in for " + waiting);
        }
    }
}
