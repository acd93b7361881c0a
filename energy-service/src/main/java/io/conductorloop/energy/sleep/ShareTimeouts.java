package io.conductorloop.energy.sleep;

import java.util.Arrays;

/**
 * Mean of 25 fixed lengths, each weighted by how near it was to the periods so far, with weight shared back (Helmbold,
 * Long, Sconyers, Sherrod, 2000; constants as used for traces of phones by Antoniadis et al., NeurIPS 2021). A negative
 * learning rate prefers what was far off: a predictor that lies.
 */
public final class ShareTimeouts implements IdlePredictor {
    /** The rate at which it predicts well. */
    public static final double HONEST = 4;

    private static final int LENGTHS = 25;
    private static final double SPACING = 1.15;
    private static final double SHARE = .08;

    private final double longest;
    private final double rate;
    private final double[] lengths = new double[LENGTHS];
    private final double[] weights = new double[LENGTHS];

    /** Predicts with the rate {@link #HONEST}, or lies with its negative. */
    public ShareTimeouts(SleepProfile profile, double rate) {
        this.rate = rate;
        longest = profile.breakEven(profile.steps() - 1);
        Arrays.setAll(lengths, i -> longest / Math.pow(SPACING, i));
        Arrays.fill(weights, 1.0 / LENGTHS);
    }

    @Override
    public double next() {
        double prediction = 0;
        for (int i = 0; i < LENGTHS; i++) {
            prediction += weights[i] * lengths[i];
        }
        return prediction;
    }

    @Override
    public void learn(double idle) {
        // A period a thousand times too long tells no more than one that is far too long, and exp() must stay finite.
        double furthest = 100;
        double pool = 0;
        for (int i = 0; i < LENGTHS; i++) {
            double loss = Math.min(furthest, Math.abs(lengths[i] - idle) / longest);
            double weight = weights[i] * Math.exp(-rate * loss);
            double kept = Math.pow(1 - SHARE, loss);
            weights[i] = weight * kept;
            pool += weight * (1 - kept);
        }
        double sum = 0;
        for (int i = 0; i < LENGTHS; i++) {
            weights[i] += pool / LENGTHS;
            sum += weights[i];
        }
        for (int i = 0; i < LENGTHS; i++) {
            weights[i] = sum > 0 ? weights[i] / sum : 1.0 / LENGTHS;
        }
    }
}
