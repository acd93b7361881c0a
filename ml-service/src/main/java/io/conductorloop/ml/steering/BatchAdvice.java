package io.conductorloop.ml.steering;

import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.ml.batch.BatchDecision;
import io.conductorloop.ml.batch.BatchObjective;
import io.conductorloop.ml.batch.FixedBatchSizing;
import io.conductorloop.ml.batch.LearningBatchSizing;
import io.conductorloop.ml.batch.QueueState;
import java.time.Duration;

/**
 * The batch size of a service: the one that costs least by the learnt processing time while that foresees better what a batch
 * takes than a plain time per intent does, else the configured one. Not thread-safe.
 */
final class BatchAdvice {
    private static final double MEMORY = 0.99;
    private static final double NEWEST = 0.1;
    private static final double NANOS = 1e9;

    private final ServiceLimits limits;
    private final FixedBatchSizing plain;
    private final LearningBatchSizing learning;
    private double perIntent;
    private double modelError;
    private double plainError;
    private double meanBytes;

    BatchAdvice(ServiceLimits limits, BatchObjective objective) {
        this.limits = limits;
        this.plain = new FixedBatchSizing(limits.batchSize(), Duration.ZERO);
        this.learning = new LearningBatchSizing(objective, limits.mostBatchSize(), plain);
    }

    /** Learns from batches. */
    void learn(TelemetrySample.Batches batches) {
        double seconds = batches.took().toNanos() / NANOS;
        if (!(seconds > 0) || !(batches.intents() > 0)) {
            return;
        }
        if (perIntent > 0) {
            double said = learning.seconds(batches.intents(), batches.bytes());
            modelError = MEMORY * modelError + Math.abs(said - seconds);
            plainError = MEMORY * plainError + Math.abs(perIntent * batches.intents() - seconds);
        }
        double each = seconds / batches.intents();
        perIntent = perIntent == 0 ? each : perIntent + NEWEST * (each - perIntent);
        meanBytes = batches.bytes() / batches.intents();
        learning.learn(batches.intents(), batches.bytes(), batches.took());
    }

    /**
     * Whether the learnt model decides.
     *
     * @param trusted whether what is learnt may
     */
    boolean learnt(boolean trusted) {
        return trusted && learning.knows() && modelError < plainError && Double.isFinite(modelError);
    }

    /** The learnt model's errors over those of the plain one. */
    double errorRatio() {
        return plainError > 0 ? modelError / plainError : 1;
    }

    /** The batch to have when so many intents wait and so many come in a second. */
    BatchDecision decide(long queued, double arrivalsPerSecond, boolean trusted) {
        QueueState state = new QueueState((int) Math.min(Integer.MAX_VALUE, queued), arrivalsPerSecond, meanBytes);
        BatchDecision decision = learnt(trusted) ? learning.decide(state) : plain.decide(state);
        int size = Math.clamp(decision.size(), limits.leastBatchSize(), limits.mostBatchSize());
        return new BatchDecision(size, decision.patience());
    }
}
