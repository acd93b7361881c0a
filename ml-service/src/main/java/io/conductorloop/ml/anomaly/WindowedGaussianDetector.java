package io.conductorloop.ml.anomaly;

import java.time.Instant;

/**
 * The plain detector for a single series: one minus the two-sided tail of a normal distribution that is fitted to the
 * last values, renewed every {@code step} values (the benchmark's "windowed Gaussian": 6,400 and 150).
 */
public final class WindowedGaussianDetector implements SeriesDetector {
    private final double[] window;
    private final int step;
    private long seen;
    private double mean;
    private double deviation = 1;

    public WindowedGaussianDetector(int window, int step) {
        this.window = new double[window];
        this.step = step;
    }

    @Override
    public double observe(Instant time, double value) {
        double score = seen == 0 ? 0 : 1 - NormalTail.upper(Math.abs(value - mean) / deviation);
        window[(int) (seen++ % window.length)] = value;
        if (seen < window.length || seen % step == 0) {
            fit();
        }
        return score;
    }

    private void fit() {
        int length = (int) Math.min(seen, window.length);
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += window[i];
        }
        mean = sum / length;
        double squares = 0;
        for (int i = 0; i < length; i++) {
            squares += (window[i] - mean) * (window[i] - mean);
        }
        deviation = Math.max(Math.sqrt(squares / length), 1e-6);
    }
}
