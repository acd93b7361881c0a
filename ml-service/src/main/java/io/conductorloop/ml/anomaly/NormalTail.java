package io.conductorloop.ml.anomaly;

/** The upper tail of the standard normal distribution. */
final class NormalTail {
    private NormalTail() {}

    /** P(Z ≥ z), relative error below 1.2e-7 (Numerical Recipes' erfc by Chebyshev fitting). */
    static double upper(double z) {
        double x = Math.abs(z) / Math.sqrt(2);
        double t = 1 / (1 + 0.5 * x);
        double series = -1.26551223
                + t
                        * (1.00002368
                                + t
                                        * (0.37409196
                                                + t
                                                        * (0.09678418
                                                                + t
                                                                        * (-0.18628806
                                                                                + t
                                                                                        * (0.27886807
                                                                                                + t
                                                                                                        * (-1.13520398
                                                                                                                + t
                                                                                                                        * (1.48851587
                                                                                                                                + t
                                                                                                                                        * (-0.82215223
                                                                                                                                                + t
                                                                                                                                                        * 0.17087277))))))));
        double tail = 0.5 * t * Math.exp(-x * x + series);
        return z >= 0 ? tail : 1 - tail;
    }
}
