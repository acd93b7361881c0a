package io.conductorloop.ml.anomaly;

/**
 * Streaming normalisation: keeps each feature's mean and deviation, exact over what it was fitted on and forgetting slowly
 * after. Whoever calls it decides which samples are normal enough to learn from.
 */
public final class SampleScaler {
    private static final double LEAST = 1e-9;

    private final double[] mean;
    private final double[] variance;
    private final double forgetting;
    private long seen;

    /**
     * A scaler that knows nothing yet.
     *
     * @param features of a sample
     * @param forgetting share of the past that one sample replaces once there are enough; 0 never forgets
     */
    public SampleScaler(int features, double forgetting) {
        this.mean = new double[features];
        this.variance = new double[features];
        this.forgetting = forgetting;
    }

    /** Learns one sample (Welford's recurrence, with a floor under the weight of the newest). */
    public void learn(double[] sample) {
        double weight = Math.max(1.0 / ++seen, forgetting);
        for (int i = 0; i < mean.length; i++) {
            double distance = sample[i] - mean[i];
            mean[i] += weight * distance;
            variance[i] = (1 - weight) * (variance[i] + weight * distance * distance);
        }
    }

    /** The sample in deviations from the mean. */
    public double[] scaled(double[] sample) {
        double[] scaled = new double[sample.length];
        for (int i = 0; i < sample.length; i++) {
            scaled[i] = (sample[i] - mean[i]) / Math.sqrt(variance[i] + LEAST * (LEAST + mean[i] * mean[i]));
        }
        return scaled;
    }
}
