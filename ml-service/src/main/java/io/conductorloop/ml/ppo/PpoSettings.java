package io.conductorloop.ml.ppo;

/**
 * How PPO learns.
 *
 * @param hidden width of the two hidden layers
 * @param horizon steps between improvements
 * @param epochs that each step of a rollout is used
 * @param minibatch steps in one gradient
 * @param rate of Adam at the start; it falls to 0 by the end
 * @param discount of a reward one step later
 * @param lambda of the advantage estimate: 0 trusts the values, 1 the rewards
 * @param clip ratio: how far a decision's probability may move within one improvement
 * @param entropyWeight bonus for staying undecided
 * @param longestGradient Euclidean length a gradient is cut down to
 */
public record PpoSettings(
        int hidden,
        int horizon,
        int epochs,
        int minibatch,
        double rate,
        double discount,
        double lambda,
        double clip,
        double entropyWeight,
        double longestGradient) {

    /** Settings that the literature finds good for small control problems. */
    public static PpoSettings usual() {
        return new PpoSettings(64, 2048, 10, 64, 3e-4, 0.99, 0.95, 0.2, 0.0, 0.5);
    }
}
