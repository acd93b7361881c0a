package io.conductorloop.ml.forecast;

/**
 * Linear regression that learns with each row and forgets the old ones: ridge regression on exponentially fading sums,
 * solved anew by Cholesky for every row. Rows that surprise by more than twice the usual error weigh less (Huber 1964), so
 * that the fit is near the one of least absolute error. Unlike recursive least squares it cannot wind up while nothing
 * happens: the ridge is always there.
 */
final class FadingRegression {
    private static final double PATIENCE = 2;
    private static final double SCALE_WEIGHT = 0.005;
    private static final double FLOOR = 1e-6;

    private final int size;
    private final double memory;
    private final double ridge;
    private final double[][] products;
    private final double[] targets;
    private final double[][] factor;
    private final double[] coefficients;
    private double usualError;

    /**
     * @param size features of a row
     * @param memory what is left of a row's weight after the next one, below 1
     * @param ridge what is added to each feature's own sum of squares, as a share of it
     */
    FadingRegression(int size, double memory, double ridge) {
        this.size = size;
        this.memory = memory;
        this.ridge = ridge;
        this.products = new double[size][size];
        this.targets = new double[size];
        this.factor = new double[size][size];
        this.coefficients = new double[size];
    }

    double predict(double[] row) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += coefficients[i] * row[i];
        }
        return sum;
    }

    /** @param predicted what {@link #predict} said of the row */
    void learn(double[] row, double target, double predicted) {
        double error = Math.abs(target - predicted);
        double weight = usualError == 0 ? 1 : Math.min(1, PATIENCE * usualError / (error + 1e-12));
        usualError =
                usualError == 0 ? error : usualError + SCALE_WEIGHT * (Math.min(error, 5 * usualError) - usualError);
        for (int i = 0; i < size; i++) {
            targets[i] = memory * targets[i] + weight * row[i] * target;
            for (int j = 0; j <= i; j++) {
                products[i][j] = memory * products[i][j] + weight * row[i] * row[j];
            }
        }
        solve();
    }

    private void solve() {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = products[i][j] + (i == j ? ridge * products[i][i] + FLOOR : 0);
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(Math.max(sum, FLOOR)) : sum / factor[j][j];
            }
        }
        for (int i = 0; i < size; i++) {
            double sum = targets[i];
            for (int k = 0; k < i; k++) {
                sum -= factor[i][k] * coefficients[k];
            }
            coefficients[i] = sum / factor[i][i];
        }
        for (int i = size - 1; i >= 0; i--) {
            double sum = coefficients[i];
            for (int k = i + 1; k < size; k++) {
                sum -= factor[k][i] * coefficients[k];
            }
            coefficients[i] = sum / factor[i][i];
        }
    }
}
