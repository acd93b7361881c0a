package io.conductorloop.evaluation.ml.forecast;

import io.conductorloop.ml.forecast.Forecaster;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What a forecaster said of each row before it saw it. Rows that are missing are no error. */
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

    /** Mean absolute error over rows {@code from} to below {@code to}; no number when all of them are missing. */
    static double mean(double[] forecasts, double[] loads, int from, int to) {
        return IntStream.range(from, to)
                .mapToDouble(i -> Math.abs(forecasts[i] - loads[i]))
                .filter(error -> !Double.isNaN(error))
                .average()
                .orElse(Double.NaN);
    }

    /** Absolute errors of the rows from {@code from} on. */
    static double[] absolute(double[] forecasts, double[] loads, int from) {
        return IntStream.range(from, loads.length)
                .mapToDouble(i -> Math.abs(forecasts[i] - loads[i]))
                .filter(error -> !Double.isNaN(error))
                .toArray();
    }

    /**
     * The error of whoever knows each step's true rate but not when its requests fall: requests that come independently are
     * Poisson, and the mean absolute deviation of Poisson is about √(2 λ / π).
     */
    static double poissonFloor(double[] loads, int from) {
        return Arrays.stream(loads, from, loads.length)
                .filter(load -> !Double.isNaN(load))
                .map(load -> Math.sqrt(2 * load / Math.PI))
                .average()
                .orElse(Double.NaN);
    }
}
