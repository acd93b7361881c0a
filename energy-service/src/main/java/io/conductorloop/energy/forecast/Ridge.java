package io.conductorloop.energy.forecast;

import java.util.Arrays;

/**
 * Linear regression with a ridge penalty on standardised features, from sums that grow with every row, so that learning one
 * row more costs the same however many there were.
 */
public final class Ridge {
    private static final double LEAST_VARIANCE = 1e-4;

    private final int size;
    private final double penalty;
    private final int fewest;
    /** Sums of products of (1, features), lower triangle. */
    private final double[][] products;

    private final double[] targets;
    private double[] weights = {};

    /**
     * Nothing was added yet.
     *
     * @param penalty in rows: on each weight's square, times its feature's variance
     * @param fewest rows before which nothing is fitted
     */
    public Ridge(int features, double penalty, int fewest) {
        this.size = features + 1;
        this.penalty = penalty;
        this.fewest = fewest;
        this.products = new double[size][];
        Arrays.setAll(products, row -> new double[row + 1]);
        this.targets = new double[size];
    }

    /** Adds a row. */
    public void add(double[] features, double target) {
        products[0][0]++;
        targets[0] += target;
        for (int i = 1; i < size; i++) {
            double feature = features[i - 1];
            double[] row = products[i];
            row[0] += feature;
            for (int j = 1; j <= i; j++) {
                row[j] += feature * features[j - 1];
            }
            targets[i] += feature * target;
        }
    }

    /** Whether there is something to predict by. */
    public boolean isFitted() {
        return weights.length > 0;
    }

    /** How many rows were added. */
    int rows() {
        return (int) products[0][0];
    }

    /** Fits anew, once there are rows enough. */
    public void fit() {
        double rows = products[0][0];
        if (rows < fewest) {
            return;
        }
        double[][] matrix = new double[size][];
        for (int i = 0; i < size; i++) {
            matrix[i] = products[i].clone();
        }
        for (int i = 1; i < size; i++) {
            double mean = products[i][0] / rows;
            double variance = products[i][i] / rows - mean * mean;
            matrix[i][i] += penalty * Math.max(variance, LEAST_VARIANCE);
        }
        weights = Cholesky.positiveDefinite(matrix).solve(targets);
    }

    /** What these features lead one to expect; only once fitted. */
    public double predict(double[] features) {
        double sum = weights[0];
        for (int i = 1; i < size; i++) {
            sum += weights[i] * features[i - 1];
        }
        return sum;
    }
}
