package io.conductorloop.ml.steering;

import io.conductorloop.ml.workers.ScalingPrediction;
import java.time.Duration;
import java.time.Instant;

/**
 * What a service should have in the next step.
 *
 * @param service its name
 * @param at when this was foreseen
 * @param instances that were heard lately
 * @param scaling workers of all instances together, with the interval and the reason
 * @param workersPerInstance what each should have
 * @param replicas instances that carry the load, each with the most workers that it may have
 * @param batchSize intents in a batch at most
 * @param learntBatchSize whether a learnt model decided it
 * @param expectedPerSecond intents foreseen
 * @param queueDepth intents that wait
 * @param serviceTime one intent takes one worker; zero while it is not known: then workers are only a guess
 * @param confidence 1 less the mean relative error of late, 0 to 1
 */
public record Advice(
        String service,
        Instant at,
        int instances,
        ScalingPrediction scaling,
        int workersPerInstance,
        int replicas,
        int batchSize,
        boolean learntBatchSize,
        double expectedPerSecond,
        long queueDepth,
        Duration serviceTime,
        double confidence) {
    /** Whether enough is known to say how many workers are needed. */
    public boolean knowsWorkers() {
        return serviceTime.isPositive();
    }
}
