package io.conductorloop.energy.dvfs;

/** Linear least squares of relative errors, for a handful of unknowns, by normal equations. */
final class LeastSquares {
    private LeastSquares() {}

    /**
     * The coefficients with the least sum of squared relative errors.
     *
     * @param rows [observation][unknown]
     * @param values one positive value an observation
     */
    static double[] relative(double[][] rows, double[] values) {
        int unknowns = rows[0].length;
        double[] scale = new double[unknowns];
        for (double[] row : rows) {
            for (int i = 0; i < unknowns; i++) {
                scale[i] = Math.max(scale[i], Math.abs(row[i]));
            }
        }
        double[][] matrix = new double[unknowns][unknowns + 1];
        for (int r = 0; r < rows.length; r++) {
            for (int i = 0; i < unknowns; i++) {
                double left = rows[r][i] / scale[i] / values[r];
                for (int j = 0; j < unknowns; j++) {
                    matrix[i][j] += left * rows[r][j] / scale[j] / values[r];
                }
                matrix[i][unknowns] += left;
            }
        }
        double[] solution = solve(matrix);
        for (int i = 0; i < unknowns; i++) {
            solution[i] /= scale[i];
        }
        return solution;
    }

    private static double[] solve(double[][] matrix) {
        int unknowns = matrix.length;
        for (int column = 0; column < unknowns; column++) {
            int pivot = column;
            for (int row = column + 1; row < unknowns; row++) {
                if (Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column])) {
                    pivot = row;
                }
            }
            double[] swapped = matrix[column];
            matrix[column] = matrix[pivot];
            matrix[pivot] = swapped;
            if (Math.abs(matrix[column][column]) < 1e-14) {
                throw new IllegalArgumentException("too few different points for so many unknowns");
            }
            for (int row = 0; row < unknowns; row++) {
                double factor = matrix[row][column] / matrix[column][column];
                for (int i = column; row != column && i <= unknowns; i++) {
                    matrix[row][i] -= factor * matrix[column][i];
                }
            }
        }
        double[] solution = new double[unknowns];
        for (int i = 0; i < unknowns; i++) {
            solution[i] = matrix[i][unknowns] / matrix[i][i];
        }
        return solution;
    }
}
