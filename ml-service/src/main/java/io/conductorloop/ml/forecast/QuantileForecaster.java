package io.conductorloop.ml.forecast;

/** A forecaster that also says how far off it may be. */
public interface QuantileForecaster extends Forecaster {
    /**
     * The load that the next step stays below with probability {@code level}; never negative, rising with the level.
     *
     * @param level in (0, 1)
     */
    double quantile(double level);
}
