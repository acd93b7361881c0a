package io.conductorloop.evaluation.ml.forecast;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A 95 % interval of a mean over dependent rows: moving-block bootstrap (Künsch 1989) with blocks of a day, or
 * of a fifth of the rows where they are fewer than five days.
 *
 * @param low 2.5 % of the resampled means are below
 * @param high 2.5 % of the resampled means are above
 */
record Bootstrap(double low, double high) {
    private static final int RESAMPLES = 1000;
    private static final int FEWEST_BLOCKS = 5;
    private static final long SEED = 98;

    static Bootstrap ofMean(double[] values, int block) {
        if (values.length == 0) {
            return new Bootstrap(Double.NaN, Double.NaN);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] sums = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            sums[i + 1] = sums[i] + values[i];
        }
        int length = Math.clamp(values.length / FEWEST_BLOCKS, 1, block);
        int blocks = Math.max(1, values.length / length);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < blocks; j++) {
                int from = random.nextInt(values.length - length + 1);
                means[i] += sums[from + length] - sums[from];
            }
            means[i] /= (double) blocks * length;
        }
        Arrays.sort(means);
        return new Bootstrap(means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40]);
    }

    @Override
    public String toString() {
        String form = high >= 1000 ? "%.0f–%.0f" : "%.3f–%.3f";
        return String.format(Locale.ROOT, form, low, high);
    }
}
