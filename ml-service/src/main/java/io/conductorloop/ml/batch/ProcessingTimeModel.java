package io.conductorloop.ml.batch;

/**
 * Processing time of a batch as a linear function of its items and bytes, learnt one batch at a time by recursive least
 * squares with exponential forgetting (Haykin, Adaptive Filter Theory). Keep one for each backend and package. Times are
 * in seconds, bytes are taken in KiB so that the figures are of like size.
 */
public final class ProcessingTimeModel {
    private static final double FORGETTING = 0.995;
    private static final double UNSURE = 1e3;
    private static final double MOST_UNSURE = 1e6;
    private static final int SIZE = 3;
    private static final double KIB = 1024;

    private final double[] weights;
    private final double[][] covariance = new double[SIZE][SIZE];
    private long learnt;

    /**
     * A model with a first guess.
     *
     * @param fixed seconds of a batch
     * @param perItem seconds of an item
     */
    public ProcessingTimeModel(double fixed, double perItem) {
        this.weights = new double[] {fixed, perItem, 0};
        for (int i = 0; i < SIZE; i++) {
            covariance[i][i] = UNSURE;
        }
    }

    /** Expected seconds, never below zero. */
    public double seconds(double items, double bytes) {
        return Math.max(0, weights[0] + weights[1] * items + weights[2] * bytes / KIB);
    }

    public long learnt() {
        return learnt;
    }

    /** Learns what a batch took; a time that is no positive number is no measurement and is passed over. */
    public void learn(double items, double bytes, double seconds) {
        if (!(seconds > 0) || !Double.isFinite(seconds)) {
            return;
        }
        double[] features = {1, items, bytes / KIB};
        double[] gain = new double[SIZE];
        double scale = FORGETTING;
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                gain[i] += covariance[i][j] * features[j];
            }
            scale += features[i] * gain[i];
        }
        double error = seconds;
        for (int i = 0; i < SIZE; i++) {
            error -= weights[i] * features[i];
        }
        boolean bounded = covariance[0][0] + covariance[1][1] + covariance[2][2] < MOST_UNSURE;
        for (int i = 0; i < SIZE; i++) {
            weights[i] += gain[i] / scale * error;
        }
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                covariance[i][j] = (covariance[i][j] - gain[i] * gain[j] / scale) / (bounded ? FORGETTING : 1);
            }
        }
        learnt++;
    }
}
