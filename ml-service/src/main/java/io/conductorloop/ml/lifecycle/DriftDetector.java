package io.conductorloop.ml.lifecycle;

/**
 * Notices that errors have become larger for good: Page's cumulative sum (Page 1954; Hinkley 1971) over errors in units of
 * their own earlier mean. After an alarm it starts anew.
 */
public final class DriftDetector {
    private static final int WARM_UP = 100;
    private static final double LARGEST = 10;

    private final double slack;
    private final double threshold;
    private double mean;
    private long count;
    private double sum;

    /**
     * @param slack growth of the mean error that is no drift, as a share of it
     * @param threshold how much excess error, in units of the mean one, makes an alarm
     */
    public DriftDetector(double slack, double threshold) {
        this.slack = slack;
        this.threshold = threshold;
    }

    /** Shows one absolute error and says whether it makes an alarm. An error that is no number always does. */
    public boolean drifted(double error) {
        if (!Double.isFinite(error)) {
            restart();
            return true;
        }
        count++;
        if (count > WARM_UP && mean > 0) {
            sum = Math.max(0, sum + Math.min(error / mean, LARGEST) - 1 - slack);
            if (sum > threshold) {
                restart();
                return true;
            }
        }
        mean += (error - mean) / count;
        return false;
    }

    private void restart() {
        mean = 0;
        count = 0;
        sum = 0;
    }
}
