package io.conductorloop.ml.forecast;

/**
 * Weights several forecasts by how well each did lately: exponential weights on fading absolute errors, measured in units of
 * the best one's (Cesa-Bianchi and Lugosi, Prediction, Learning, and Games, 2006, chapter 2).
 */
final class Mixture {
    private final double memory;
    private final double sharpness;
    private final double[] errors;

    /**
     * @param memory what is left of an error's weight after the next one
     * @param sharpness how much less a forecast weighs that errs more; 0 is the plain mean
     */
    Mixture(int size, double memory, double sharpness) {
        this.memory = memory;
        this.sharpness = sharpness;
        this.errors = new double[size];
    }

    double mix(double[] forecasts) {
        double best = Double.POSITIVE_INFINITY;
        for (double error : errors) {
            best = Math.min(best, error);
        }
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < forecasts.length; i++) {
            double weight = best == 0 ? (errors[i] == 0 ? 1 : 0) : Math.exp(-sharpness * (errors[i] / best - 1));
            weights += weight;
            sum += weight * forecasts[i];
        }
        return sum / weights;
    }

    void learn(double[] forecasts, double load) {
        for (int i = 0; i < forecasts.length; i++) {
            errors[i] = memory * errors[i] + (1 - memory) * Math.abs(forecasts[i] - load);
        }
    }
}
