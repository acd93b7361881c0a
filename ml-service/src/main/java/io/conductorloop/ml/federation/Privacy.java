package io.conductorloop.ml.federation;

import io.conductorloop.ml.nets.Vectors;
import java.util.random.RandomGenerator;

/**
 * What is done to a change before it leaves its site (McMahan et al., "Learning Differentially Private Recurrent Language
 * Models", ICLR 2018).
 *
 * @param longest Euclidean length a change is cut down to
 * @param noise deviation of the Gaussian noise on each parameter, in shares of {@code longest}; 0 for none
 */
public record Privacy(double longest, double noise) {
    double[] protect(double[] change, RandomGenerator random) {
        double length = Vectors.length(change);
        double shrink = length > longest ? longest / length : 1;
        double[] given = new double[change.length];
        for (int i = 0; i < change.length; i++) {
            given[i] = change[i] * shrink + (noise > 0 ? noise * longest * random.nextGaussian() : 0);
        }
        return given;
    }
}
