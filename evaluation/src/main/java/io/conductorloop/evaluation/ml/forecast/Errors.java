package io.conductorloop.evaluation.ml.forecast;

import io.conductorloop.ml.forecast.Forecaster;

/** What a forecaster said of each row before it saw it. */
final class Errors {
    private Errors() {}

    /** One forecast per row, each from the rows before it alone. */
    static double[] oneStepForecasts(Forecaster forecaster, double[] loads) {
        double[] forecasts = new double[loads.length];
        for (int i = 0; i < loads.length; i++) {
            forecasts[i] = forecaster.forecast();
            forecaster.observe(loads[i]);
        }
        return forecasts;
    }

    /** Mean absolute error over rows {@code from} to below {@code to}. */
    static double mean(double[] forecasts, double[] loads, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.abs(forecasts[i] - loads[i]);
        }
        return sum / (to - from);
    }

    /** Absolute errors of the rows from {@code from} on. */
    static double[] absolute(double[] forecasts, double[] loads, int from) {
        double[] errors = new double[loads.length - from];
        for (int i = from; i < loads.length; i++) {
            errors[i - from] = Math.abs(forecasts[i] - loads[i]);
        }
        return errors;
    }

    /**
     * The error of whoever knows each step's true rate but not when its requests fall: requests that come independently are
     * Poisson, and the mean absolute deviation of Poisson is about √(2 λ / π).
     */
    static double poissonFloor(double[] loads, int from) {
        double sum = 0;
        for (int i = from; i < loads.length; i++) {
            sum += Math.sqrt(2 * loads[i] / Math.PI);
        }
        return sum / (loads.length - from);
    }
}
