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
 * @param weights what it is made of
 * @param learnt what PPO came to; not shielded
 * @param yardsticks each to be beaten
 */
record WorkerCandidate(WorkerWeights weights, Policy learnt, List<Policy> yardsticks) {
    private static final RewardWeights WEIGHTS = RewardWeights.usual();
    private static final PpoSettings SETTINGS =
            new PpoSettings(WorkerWeights.HIDDEN, 2048, 6, 128, 1e-3, 0.95, 0.9, 0.2, 0.002, 0.5);
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
        ResourceTuner.Outcome outcome =
                ResourceTuner.trained(whole.workersOnly(), worlds, loads, SETTINGS, steps, random);
        if (!outcome.promoted()) {
            return Optional.empty();
        }
        WorkerCandidate candidate =
                of(new WorkerWeights(model, mean, whole, outcome.corrections().parameters()), planned);
        return candidate.earnsMore(rest(loads), random) ? Optional.of(candidate) : Optional.empty();
    }

    /** What these weights make, as it was when it was learnt. */
    static WorkerCandidate of(WorkerWeights weights, DoubleToIntFunction planned) {
        double mean = weights.meanLoad();
        return new WorkerCandidate(
                weights,
                weights.learnt(),
                List.of(
                        weights.rule().workersOnly(),
                        planned(planned, mean, mean / weights.model().perWorker())));
    }

    PipelineModel model() {
        return weights.model();
    }

    double meanLoad() {
        return weights.meanLoad();
    }

    /** What a step costs on the part of the loads that was not trained on, less what it earns. */
    double cost(double[] loads, RandomGenerator random) {
        return cost(shielded(), loads, random);
    }

    /** That of the best yardstick. */
    double yardstickCost(double[] loads, RandomGenerator random) {
        return yardsticks.stream()
                .mapToDouble(other -> cost(other, loads, random))
                .min()
                .orElseThrow();
    }

    private double cost(Policy policy, double[] loads, RandomGenerator random) {
        double[] rest = rest(loads);
        return -Trial.reward(worlds(model(), meanLoad(), random).of(rest, rest.length), policy);
    }

    private static double[] rest(double[] loads) {
        return Arrays.copyOfRange(loads, (int) (TRAINING * loads.length), loads.length);
    }

    /** What acts when this does: behind its shield, the rule at hand. */
    Policy shielded() {
        return new ShieldedPolicy(learnt, yardsticks.getFirst());
    }

    /** Whether it earns more than each yardstick under this load, beyond chance. */
    boolean earnsMore(double[] loads, RandomGenerator random) {
        Environment world = worlds(model(), meanLoad(), random).of(loads, loads.length);
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
