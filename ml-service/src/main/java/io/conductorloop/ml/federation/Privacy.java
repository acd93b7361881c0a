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
    /** No honest site's noise is this many times as long as is usual. */
    private static final double SLACK = 2;

    double[] protect(double[] change, RandomGenerator random) {
        double[] given = cut(change, longest);
        for (int i = 0; i < given.length; i++) {
            given[i] += noise > 0 ? noise * longest * random.nextGaussian() : 0;
        }
        return given;
    }

    /** The change of a site that may not have kept to this, cut down to what one that did may give away; what is no number stays. */
    double[] clipped(double[] change) {
        return cut(change, longest * Math.hypot(1, SLACK * noise * Math.sqrt(change.length)));
    }

    private static double[] cut(double[] change, double most) {
        double length = Vectors.length(change);
        double[] given = change.clone();
        if (length > most) {
            for (int i = 0; i < given.length; i++) {
                given[i] *= most / length;
            }
        }
        return given;
    }
}
