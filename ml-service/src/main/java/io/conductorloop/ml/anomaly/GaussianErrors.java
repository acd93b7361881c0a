package io.conductorloop.ml.anomaly;

/** The plain model: nothing is explained but the mean, so the residual is the deviation itself. */
public final class GaussianErrors implements ErrorModel {
    @Override
    public double[] residuals(double[] sample) {
        return sample.clone();
    }
}
