package io.conductorloop.ml.ppo;

import io.conductorloop.ml.lifecycle.ModelLifecycle.Challenger;

/** What a tuner of workers keeps, for tests outside this package. */
public final class StoredPolicies {
    private StoredPolicies() {}

    /**
     * A sound policy that corrects nothing.
     *
     * @param most workers of all instances together
     */
    public static Challenger correctingNothing(int most, double idleWatts, double busyWatts) {
        int parameters = Ppo.actor(PipelineSimulator.OBSERVED, WorkerWeights.HIDDEN, GuidedWorld.corrections(1))
                .parameters()
                .length;
        int stay = Tuning.stepTowards(0);
        WorkerWeights weights = new WorkerWeights(
                new PipelineModel(100, idleWatts, busyWatts, most),
                800,
                new ThresholdRule(0.8, 0.5, stay + 1, stay - 1, 1, 1, 2),
                new double[parameters]);
        return new Challenger(weights.toBytes(), weights.norm(), 3_000);
    }
}
