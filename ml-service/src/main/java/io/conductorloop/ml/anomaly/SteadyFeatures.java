package io.conductorloop.ml.anomaly;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Chooses the features whose level stays where it is while all is normal: one that wanders alone tells of nothing. */
public final class SteadyFeatures {
    private SteadyFeatures() {}

    /**
     * Indices of the {@code count} steadiest features, ascending: those whose mean moved least from the first to the second
     * half of the samples, measured in their own deviations.
     *
     * @param normal samples of equal length, in the order they came, without anomaly
     */
    public static int[] of(List<double[]> normal, int count) {
        int features = normal.getFirst().length;
        double[] drift = new double[features];
        for (int f = 0; f < features; f++) {
            drift[f] = drift(normal, f);
        }
        return IntStream.range(0, features)
                .boxed()
                .sorted(Comparator.comparingDouble(f -> drift[f]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    private static double drift(List<double[]> samples, int feature) {
        int half = samples.size() / 2;
        double first = 0;
        double second = 0;
        double squares = 0;
        for (int row = 0; row < samples.size(); row++) {
            double value = samples.get(row)[feature];
            squares += value * value;
            if (row < half) {
                first += value;
            } else {
                second += value;
            }
        }
        double mean = (first + second) / samples.size();
        double deviation = Math.sqrt(Math.max(squares / samples.size() - mean * mean, 0));
        double move = Math.abs(first / half - second / (samples.size() - half));
        return deviation > 0 ? move / deviation : 0;
    }
}
