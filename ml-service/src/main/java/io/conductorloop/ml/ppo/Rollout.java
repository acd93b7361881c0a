package io.conductorloop.ml.ppo;

/**
 * What the policy saw and did since it was last improved. PPO learns on-policy: after an improvement these steps no longer
 * say what the new policy would do, so they are dropped; a replay buffer would be wrong here.
 */
final class Rollout {
    final double[][] observations;
    final int[][] decisions;
    final double[] logProbabilities;
    final double[] values;
    final double[] rewards;
    /** The value of what would have followed a step after which the episode was over; 0 after a natural end. */
    final double[] valuesBeyond;

    final boolean[] over;
    final double[] advantages;
    final double[] returns;

    Rollout(int steps) {
        observations = new double[steps][];
        decisions = new int[steps][];
        logProbabilities = new double[steps];
        values = new double[steps];
        rewards = new double[steps];
        valuesBeyond = new double[steps];
        over = new boolean[steps];
        advantages = new double[steps];
        returns = new double[steps];
    }

    int steps() {
        return rewards.length;
    }

    /**
     * Computes generalised advantage estimates (Schulman et al., ICLR 2016) and the returns the values are to learn.
     *
     * @param nextValue of the observation after the last step
     */
    void estimate(double nextValue, double discount, double lambda) {
        double advantage = 0;
        for (int t = steps() - 1; t >= 0; t--) {
            double next = over[t] ? valuesBeyond[t] : t + 1 < steps() ? values[t + 1] : nextValue;
            double surprise = rewards[t] + discount * next - values[t];
            advantage = surprise + (over[t] ? 0 : discount * lambda * advantage);
            advantages[t] = advantage;
            returns[t] = advantage + values[t];
        }
    }

    /** Brings the advantages to mean 0 and deviation 1. */
    void normalise() {
        double mean = 0;
        for (double advantage : advantages) {
            mean += advantage / steps();
        }
        double squares = 0;
        for (double advantage : advantages) {
            squares += (advantage - mean) * (advantage - mean) / steps();
        }
        double deviation = Math.sqrt(squares) + 1e-8;
        for (int t = 0; t < steps(); t++) {
            advantages[t] = (advantages[t] - mean) / deviation;
        }
    }
}
