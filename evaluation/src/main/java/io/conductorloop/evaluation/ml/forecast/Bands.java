package io.conductorloop.evaluation.ml.forecast;

import io.conductorloop.ml.forecast.QuantileForecaster;

/**
 * What was said of each row before it was seen.
 *
 * @param said the forecasts
 * @param low what the load stays above 19 times of 20
 * @param high what it stays below 19 times of 20
 */
record Bands(double[] said, double[] low, double[] high) {
    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    static Bands of(QuantileForecaster forecaster, Trace trace) {
        int rows = trace.loads().length;
        Bands bands = new Bands(new double[rows], new double[rows], new double[rows]);
        for (int i = 0; i < rows; i++) {
            bands.said[i] = forecaster.forecast();
            bands.low[i] = forecaster.quantile(LOW);
            bands.high[i] = forecaster.quantile(HIGH);
            forecaster.observe(trace.loads()[i]);
        }
        return bands;
    }

    /** The share of the test's rows that stayed below the high quantile. */
    double below(Trace trace) {
        int below = 0;
        int seen = 0;
        for (int i = trace.testFrom(); i < said.length; i++) {
            below += trace.loads()[i] <= high[i] ? 1 : 0;
            seen += Double.isNaN(trace.loads()[i]) ? 0 : 1;
        }
        return below / (double) seen;
    }
}
