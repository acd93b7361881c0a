package io.conductorloop.ml.nets;

/** Adam (Kingma and Ba, ICLR 2015), with the gradient's length limited before each step. */
public final class Adam {
    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;
    private static final double TINY = 1e-8;

    private final double[] mean;
    private final double[] square;
    private final double longest;
    private double firstPower = 1;
    private double secondPower = 1;

    /**
     * An optimiser that has not stepped yet.
     *
     * @param count of parameters
     * @param longest Euclidean length a gradient is cut down to
     */
    public Adam(int count, double longest) {
        this.mean = new double[count];
        this.square = new double[count];
        this.longest = longest;
    }

    /** Moves the parameters against the gradient by about {@code rate} each, and clears the gradient. */
    public void step(double[] parameters, double[] gradient, double rate) {
        firstPower *= FIRST;
        secondPower *= SECOND;
        double norm = Vectors.length(gradient);
        double shrink = norm > longest ? longest / norm : 1;
        for (int i = 0; i < parameters.length; i++) {
            double slope = gradient[i] * shrink;
            mean[i] = FIRST * mean[i] + (1 - FIRST) * slope;
            square[i] = SECOND * square[i] + (1 - SECOND) * slope * slope;
            parameters[i] -= rate * (mean[i] / (1 - firstPower)) / (Math.sqrt(square[i] / (1 - secondPower)) + TINY);
            gradient[i] = 0;
        }
    }
}
