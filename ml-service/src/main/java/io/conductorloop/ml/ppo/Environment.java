package io.conductorloop.ml.ppo;

/** A world in which an agent acts step by step; one episode after another. */
public interface Environment {
    /** Length of an observation. */
    int observationSize();

    /** Number of choices of each of the decisions taken at every step, as {@code {5, 3, 3}}. */
    int[] choices();

    /** Starts a new episode and gives its first observation, each figure of about unit size. */
    double[] reset();

    /**
     * Takes one step.
     *
     * @param decisions one for each entry of {@link #choices()}, each below it
     */
    Step step(int[] decisions);

    /**
     * What a step brought.
     *
     * @param observation after it
     * @param reward for it
     * @param ended whether the episode came to its natural end, so that nothing follows
     * @param cutShort whether it was ended by a limit of time, so that more would have followed
     */
    record Step(double[] observation, double reward, boolean ended, boolean cutShort) {
        boolean over() {
            return ended || cutShort;
        }
    }
}
