package io.conductorloop.ml.ppo;

import io.conductorloop.ml.lifecycle.ModelLifecycle;
import io.conductorloop.ml.lifecycle.ModelLifecycle.Challenger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Policies for workers, for tests outside this package. */
public final class StoredPolicies {
    private StoredPolicies() {}

    /** A tuner whose every training finds a policy that follows the load, which has to beat one that never takes a worker away. */
    public static WorkerTuner findingOneThatFollows(
            int most, ModelLifecycle lifecycle, Executor background, RandomGenerator random) {
        Policy following = observation -> {
            double needed = 1.3 * observation[PipelineSimulator.LATELY] - observation[PipelineSimulator.WORKERS];
            return new int[] {Tuning.stepTowards((int) Math.round(8 * needed))};
        };
        Policy hoarding = _ -> new int[] {Tuning.stepTowards(1)};
        return new WorkerTuner(
                most,
                3,
                7,
                (model, loads, _, _) -> Optional.of(
                        new WorkerCandidate(weights(model, WorkerCandidate.mean(loads)), following, List.of(hoarding))),
                lifecycle,
                background,
                random);
    }

    /**
     * A sound policy that corrects nothing.
     *
     * @param most workers of all instances together
     */
    public static Challenger correctingNothing(int most, double idleWatts, double busyWatts) {
        WorkerWeights weights = weights(new PipelineModel(100, idleWatts, busyWatts, most), 800);
        return new Challenger(weights.toBytes(), weights.norm(), 3_000);
    }

    private static WorkerWeights weights(PipelineModel model, double meanLoad) {
        int parameters = Ppo.actor(PipelineSimulator.OBSERVED, WorkerWeights.HIDDEN, GuidedWorld.corrections(1))
                .parameters()
                .length;
        int stay = Tuning.stepTowards(0);
        return new WorkerWeights(
                model, meanLoad, new ThresholdRule(0.8, 0.5, stay + 1, stay - 1, 1, 1, 2), new double[parameters]);
    }
}
