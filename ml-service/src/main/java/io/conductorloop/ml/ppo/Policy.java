package io.conductorloop.ml.ppo;

/** Chooses what to do from what is seen. */
public interface Policy {
    /** The decisions for an observation, in the form the environment wants them. */
    int[] decide(double[] observation);
}
