package io.conductorloop.ml.forecast;

/**
 * How large an error is usual at a load: the recent mean of absolute errors, each relative to a power of its load between
 * that of counts that come independently (½) and that of plain proportion (1).
 */
final class ErrorScale {
    private static final double POWER = 0.7;
    private static final double WEIGHT = 0.02;
    private static final double SMALLEST_LOAD = 5;
    private static final double FIRST = 1;
    private static final double LEAST = 1e-3;

    private double relative = FIRST;

    /** The usual absolute error at {@code load}, over 0. */
    double at(double load) {
        return Math.max(relative, LEAST) * power(load);
    }

    void learn(double forecast, double load) {
        relative += WEIGHT * (Math.abs(load - forecast) / power(forecast) - relative);
    }

    private static double power(double load) {
        return Math.pow(load + SMALLEST_LOAD, POWER);
    }
}
