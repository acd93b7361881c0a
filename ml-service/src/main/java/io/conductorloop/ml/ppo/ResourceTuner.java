package io.conductorloop.ml.ppo;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Trains a tuner on the first part of a load and lets it act only when it earned more than the rule on the rest, beyond
 * what chance gives: the paired difference of blocks of steps must lie above zero with 95 % confidence (one-sided).
 */
public final class ResourceTuner {
    private static final double TRAINING = 0.8;
    private static final int EPISODE = 512;
    private static final int BLOCK = 120;
    private static final double BEYOND_CHANCE = 1.645;

    private ResourceTuner() {}

    /**
     * What training came to.
     *
     * @param acting the policy that is to act: the learnt one behind its shield, or the rule
     * @param learnt the policy as learnt, without shield
     * @param corrections what it corrects the rule by
     * @param promoted whether the learnt policy acts
     * @param episodes the sum of rewards of each training episode
     */
    public record Outcome(
            Policy acting, Policy learnt, NetworkPolicy corrections, boolean promoted, List<Double> episodes) {}

    /** The rule that earns most under this load. */
    public static ThresholdRule rule(
            PipelineModel model, RewardWeights weights, double[] arrivals, double meanLoad, RandomGenerator random) {
        return ThresholdRule.calibrated(
                new PipelineSimulator(model, weights, arrivals, meanLoad, arrivals.length, random));
    }

    /**
     * Trains a policy to correct a rule.
     *
     * @param rule calibrated on the same load, as by {@link #rule}
     * @param arrivals intents in each step, oldest first
     * @param steps of training
     */
    public static Outcome trained(
            ThresholdRule rule,
            PipelineModel model,
            RewardWeights weights,
            double[] arrivals,
            double meanLoad,
            PpoSettings settings,
            int steps,
            RandomGenerator random) {
        return trained(
                rule,
                (loads, length) -> new PipelineSimulator(model, weights, loads, meanLoad, length, random),
                arrivals,
                settings,
                steps,
                random);
    }

    /** Makes worlds under a load, in episodes of a length. */
    @FunctionalInterface
    interface Worlds {
        Environment of(double[] arrivals, int length);
    }

    static Outcome trained(
            Policy rule, Worlds worlds, double[] arrivals, PpoSettings settings, int steps, RandomGenerator random) {
        int split = (int) (TRAINING * arrivals.length);
        double[] first = Arrays.copyOf(arrivals, split);
        double[] rest = Arrays.copyOfRange(arrivals, split, arrivals.length);
        Environment world = worlds.of(first, EPISODE);
        Ppo ppo = new Ppo(new GuidedWorld(world, rule), settings, random);
        List<Double> episodes = ppo.learn(steps);
        NetworkPolicy corrections = ppo.policy();
        Policy learnt = GuidedWorld.unguided(corrections, rule, world.choices());
        boolean promoted = ppo.sound() && beats(worlds.of(rest, rest.length), new ShieldedPolicy(learnt, rule), rule);
        return new Outcome(promoted ? new ShieldedPolicy(learnt, rule) : rule, learnt, corrections, promoted, episodes);
    }

    static boolean beats(Environment world, Policy challenger, Policy champion) {
        List<Double> ours = Trial.rewards(world, challenger);
        List<Double> theirs = Trial.rewards(world, champion);
        int blocks = ours.size() / BLOCK;
        if (blocks < 2) {
            return false;
        }
        double[] differences = new double[blocks];
        double mean = 0;
        for (int b = 0; b < blocks; b++) {
            for (int i = b * BLOCK; i < (b + 1) * BLOCK; i++) {
                differences[b] += (ours.get(i) - theirs.get(i)) / BLOCK;
            }
            mean += differences[b] / blocks;
        }
        double squares = 0;
        for (double difference : differences) {
            squares += (difference - mean) * (difference - mean);
        }
        return mean > BEYOND_CHANCE * Math.sqrt(squares / (blocks - 1) / blocks);
    }
}
