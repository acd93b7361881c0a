package io.conductorloop.ml.forecast;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Made-up loads that read like real ones. */
final class Loads {
    private Loads() {}

    /** Hourly loads with a daily wave around {@code level} and normal noise of {@code noise} times it. */
    static double[] daily(int hours, double level, double noise, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        double[] loads = new double[hours];
        for (int i = 0; i < hours; i++) {
            double wave = 1 + 0.6 * Math.sin(2 * Math.PI * i / 24);
            loads[i] = Math.max(0, level * (wave + noise * random.nextGaussian()));
        }
        return loads;
    }

    /** Mean absolute error of one-step forecasts from row {@code from} on. */
    static double error(Forecaster forecaster, double[] loads, int from) {
        double sum = 0;
        for (int i = 0; i < loads.length; i++) {
            if (i >= from) {
                sum += Math.abs(forecaster.forecast() - loads[i]);
            }
            forecaster.observe(loads[i]);
        }
        return sum / (loads.length - from);
    }
}
