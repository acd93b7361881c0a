package io.conductorloop.ml.batch;

import java.time.Duration;

/** The plain way: always the same size and patience. */
public record FixedBatchSizing(int size, Duration patience) implements BatchSizing {
    @Override
    public BatchDecision decide(QueueState state) {
        return new BatchDecision(size, patience);
    }

    @Override
    public void learn(double items, double bytes, Duration took) {}
}
