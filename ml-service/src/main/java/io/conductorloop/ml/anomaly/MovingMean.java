package io.conductorloop.ml.anomaly;

/** The mean of the last samples, feature by feature. */
final class MovingMean {
    private final double[][] ring;
    private int seen;

    MovingMean(int length, int features) {
        this.ring = new double[length][features];
    }

    double[] next(double[] sample) {
        System.arraycopy(sample, 0, ring[seen++ % ring.length], 0, sample.length);
        if (seen == 2 * ring.length) {
            seen = ring.length;
        }
        int length = Math.min(seen, ring.length);
        double[] mean = new double[sample.length];
        for (int row = 0; row < length; row++) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += ring[row][i] / length;
            }
        }
        return mean;
    }
}
