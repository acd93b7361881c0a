package io.conductorloop.ml.ppo;

/**
 * What a step of the pipeline is worth: throughput gain − latency penalty − energy cost.
 *
 * @param throughput per share of the mean load finished
 * @param latency per target latency waited, urgent intents counting as {@code urgency} others
 * @param energy per share of the power that the mean load needs at full use
 * @param urgency how much more the wait of an urgent intent costs
 */
public record RewardWeights(double throughput, double latency, double energy, double urgency) {
    /** Throughput first, then latency, then energy. */
    public static RewardWeights usual() {
        return new RewardWeights(1, 0.5, 0.6, 3);
    }
}
