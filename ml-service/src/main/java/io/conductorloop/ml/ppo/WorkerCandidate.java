package io.conductorloop.ml.ppo;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleToIntFunction;
import java.util.random.RandomGenerator;

/**
 * A policy for the workers of one service, with what it has to beat: a threshold rule that is calibrated on the same load, and the
 * queueing model that decides without it.
 *
 * @param model of the pipeline, as it was when this was learnt
 * @param meanLoad intents in a step on average
 * @param learnt what PPO came to; not shielded
 * @param yardsticks each to be beaten
 */
record WorkerCandidate(PipelineModel model, double meanLoad, Policy learnt, List<Policy> yardsticks) {
    private static final RewardWeights WEIGHTS = RewardWeights.usual();
    private static final PpoSettings SETTINGS = new PpoSettings(32, 2048, 6, 128, 1e-3, 0.95, 0.9, 0.2, 0.002, 0.5);
    private static final double TRAINING = 0.8;

    /**
     * Learns on a load.
     *
     * @param planned workers that the queueing model has for a load in a step
     * @param steps of training
     * @return empty when it earned no more than each yardstick on the last fifth of the load, beyond chance
     */
    static Optional<WorkerCandidate> learnt(
            PipelineModel model, double[] loads, DoubleToIntFunction planned, int steps, RandomGenerator random) {
        double mean = mean(loads);
        ResourceTuner.Worlds worlds = worlds(model, mean, random);
        ThresholdRule whole = ThresholdRule.calibrated(worlds.of(loads, loads.length));
        Policy rule = observation -> new int[] {whole.decide(observation)[0]};
        ResourceTuner.Outcome outcome = ResourceTuner.trained(rule, worlds, loads, SETTINGS, steps, random);
        WorkerCandidate candidate = new WorkerCandidate(
                model, mean, outcome.learnt(), List.of(rule, planned(planned, mean, mean / model.perWorker())));
        double[] rest = Arrays.copyOfRange(loads, (int) (TRAINING * loads.length), loads.length);
        return outcome.promoted() && candidate.earnsMore(rest, random) ? Optional.of(candidate) : Optional.empty();
    }

    /** What acts when this does: behind its shield, the rule at hand. */
    Policy shielded() {
        return new ShieldedPolicy(learnt, yardsticks.getFirst());
    }

    /** Whether it earns more than each yardstick under this load, beyond chance. */
    boolean earnsMore(double[] loads, RandomGenerator random) {
        Environment world = worlds(model, meanLoad, random).of(loads, loads.length);
        return yardsticks.stream().allMatch(other -> ResourceTuner.beats(world, shielded(), other));
    }

    static double mean(double[] loads) {
        double sum = 0;
        for (double load : loads) {
            sum += load;
        }
        return Math.max(1e-9, sum / Math.max(1, loads.length));
    }

    private static ResourceTuner.Worlds worlds(PipelineModel model, double mean, RandomGenerator random) {
        return (loads, length) -> new WorkerWorld(new PipelineSimulator(model, WEIGHTS, loads, mean, length, random));
    }

    /** The queueing model as a policy: as fast as it may towards the workers for the load of late. */
    private static Policy planned(DoubleToIntFunction workers, double meanLoad, double meanWorkers) {
        return observation -> {
            int wanted = workers.applyAsInt(observation[PipelineSimulator.LATELY] * meanLoad);
            double there =
                    (observation[PipelineSimulator.WORKERS] + observation[PipelineSimulator.STARTING]) * meanWorkers;
            return new int[] {Tuning.stepTowards((int) Math.round(wanted - there))};
        };
    }
}
