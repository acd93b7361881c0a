package io.conductorloop.ml.batch;

import java.time.Duration;

/** Chooses batch sizes, and is told what each batch took. */
public interface BatchSizing {
    BatchDecision decide(QueueState state);

    /**
     * Tells what a batch took.
     *
     * @param items in it
     * @param bytes of all of them
     */
    void learn(double items, double bytes, Duration took);
}
