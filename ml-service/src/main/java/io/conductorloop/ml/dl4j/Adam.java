package io.conductorloop.ml.dl4j;

/** Adam (Kingma and Ba 2015) for one parameter, with its two moments. */
final class Adam {
    private static final double FIRST_MOMENT = 0.9;
    private static final double SECOND_MOMENT = 0.99;
    private static final double SMALLEST_DIVISOR = 1e-8;

    private final double[] mean;
    private final double[] square;

    Adam(int size) {
        mean = new double[size];
        square = new double[size];
    }

    /**
     * Moves the values against their gradient.
     *
     * @param clip what the gradient is multiplied with
     * @param rate learning rate of this step
     * @param step 1 for the first
     */
    void apply(float[] values, float[] gradient, double clip, double rate, int step) {
        double meanShare = 1 - Math.pow(FIRST_MOMENT, step);
        double squareShare = 1 - Math.pow(SECOND_MOMENT, step);
        for (int i = 0; i < values.length; i++) {
            double slope = clip * gradient[i];
            mean[i] += (1 - FIRST_MOMENT) * (slope - mean[i]);
            square[i] += (1 - SECOND_MOMENT) * (slope * slope - square[i]);
            double divisor = Math.sqrt(square[i] / squareShare) + SMALLEST_DIVISOR;
            values[i] -= (float) (rate * mean[i] / meanShare / divisor);
        }
    }
}
