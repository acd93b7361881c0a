package io.conductorloop.ml.anomaly;

import java.util.List;

/**
 * What the first principal components leave unexplained (PCA), by Jacobi's rotations of the covariance: the linear
 * yardstick of an autoencoder with as many hidden units.
 */
public final class PrincipalErrors implements ErrorModel {
    private static final int SWEEPS = 60;

    private final double[][] components;

    private PrincipalErrors(double[][] components) {
        this.components = components;
    }

    /**
     * The model of these samples.
     *
     * @param samples of equal length, centred
     * @param components how many are kept
     */
    public static PrincipalErrors of(List<double[]> samples, int components) {
        int n = samples.getFirst().length;
        double[][] covariance = new double[n][n];
        for (double[] sample : samples) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    covariance[i][j] += sample[i] * sample[j] / samples.size();
                }
            }
        }
        double[][] vectors = new double[n][n];
        for (int i = 0; i < n; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(covariance, vectors, p, q);
                }
            }
        }
        double[][] kept = new double[components][];
        boolean[] taken = new boolean[n];
        for (int c = 0; c < components; c++) {
            int best = -1;
            for (int i = 0; i < n; i++) {
                if (!taken[i] && (best < 0 || covariance[i][i] > covariance[best][best])) {
                    best = i;
                }
            }
            taken[best] = true;
            kept[c] = new double[n];
            for (int i = 0; i < n; i++) {
                kept[c][i] = vectors[i][best];
            }
        }
        return new PrincipalErrors(kept);
    }

    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        if (Math.abs(matrix[p][q]) < 1e-15) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int k = 0; k < matrix.length; k++) {
            double first = matrix[k][p];
            double second = matrix[k][q];
            matrix[k][p] = cosine * first - sine * second;
            matrix[k][q] = sine * first + cosine * second;
        }
        for (int k = 0; k < matrix.length; k++) {
            double first = matrix[p][k];
            double second = matrix[q][k];
            matrix[p][k] = cosine * first - sine * second;
            matrix[q][k] = sine * first + cosine * second;
            first = vectors[k][p];
            second = vectors[k][q];
            vectors[k][p] = cosine * first - sine * second;
            vectors[k][q] = sine * first + cosine * second;
        }
    }

    @Override
    public double[] residuals(double[] sample) {
        double[] residuals = sample.clone();
        for (double[] component : components) {
            double share = 0;
            for (int i = 0; i < sample.length; i++) {
                share += component[i] * sample[i];
            }
            for (int i = 0; i < sample.length; i++) {
                residuals[i] -= share * component[i];
            }
        }
        return residuals;
    }
}
