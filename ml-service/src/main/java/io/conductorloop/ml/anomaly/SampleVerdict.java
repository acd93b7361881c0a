package io.conductorloop.ml.anomaly;

/**
 * What is said of one sample.
 *
 * @param error mean square of the residuals
 * @param threshold the error that a given share of normal samples exceeds
 * @param alarm whether the vote of the last samples says that something is wrong
 * @param shares of each feature in the error, adding up to 1: the explanation
 */
public record SampleVerdict(double error, double threshold, boolean alarm, double[] shares) {
    /** Whether this sample alone is out of the normal; one whose error is no number is. */
    public boolean exceeds() {
        return !(error <= threshold);
    }

    /** The feature that the model explains worst. */
    public int mostUnusual() {
        int most = 0;
        for (int i = 1; i < shares.length; i++) {
            if (shares[i] > shares[most]) {
                most = i;
            }
        }
        return most;
    }
}
