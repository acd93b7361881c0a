package io.conductorloop.ml.anomaly;

/** What of a sample a model of the normal cannot explain. */
public interface ErrorModel {
    /**
     * Residual of each feature.
     *
     * @param sample features, each with mean 0 and deviation 1 while normal
     * @return as long as the sample, in deviations
     */
    double[] residuals(double[] sample);
}
