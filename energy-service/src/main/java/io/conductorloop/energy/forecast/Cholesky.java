package io.conductorloop.energy.forecast;

/** The lower triangle {@code L} with {@code L·Lᵀ = A}, for solving with a symmetric positive definite {@code A}. */
final class Cholesky {
    private final double[][] lower;

    private Cholesky(double[][] lower) {
        this.lower = lower;
    }

    /**
     * @param matrix n × n, symmetric; only its lower triangle is read
     * @throws ArithmeticException when it is not positive definite
     */
    static Cholesky of(double[][] matrix) {
        int n = matrix.length;
        double[][] lower = new double[n][];
        for (int i = 0; i < n; i++) {
            lower[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                if (i == j) {
                    if (!(sum > 0)) {
                        throw new ArithmeticException("not positive definite in row " + i);
                    }
                    lower[i][i] = Math.sqrt(sum);
                } else {
                    lower[i][j] = sum / lower[j][j];
                }
            }
        }
        return new Cholesky(lower);
    }

    /** The triangle of a matrix that is an estimate: adds to its diagonal, if need be, until it is positive definite. */
    static Cholesky positiveDefinite(double[][] matrix) {
        for (double extra = Math.abs(matrix[0][0]) * 1e-3 + 1e-9; ; extra *= 4) {
            try {
                return of(matrix);
            } catch (ArithmeticException indefinite) {
                for (int i = 0; i < matrix.length; i++) {
                    matrix[i][i] += extra;
                }
            }
        }
    }

    /** The x with {@code A·x = right}. */
    double[] solve(double[] right) {
        double[] x = half(right);
        for (int i = x.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < x.length; k++) {
                x[i] -= lower[k][i] * x[k];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }

    /** The x with {@code L·x = right}; its squared length is {@code rightᵀ·A⁻¹·right}. */
    double[] half(double[] right) {
        double[] x = right.clone();
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= lower[i][k] * x[k];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }
}
