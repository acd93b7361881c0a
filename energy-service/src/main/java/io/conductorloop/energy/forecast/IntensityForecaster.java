package io.conductorloop.energy.forecast;

import io.conductorloop.energy.carbon.IntensitySeries;

/** Says what comes after a series, from nothing but that series. */
public interface IntensityForecaster {
    /**
     * Forecasts.
     *
     * @param past what is known; it may have gaps
     * @param slots how many slots to forecast, the first being the one after the last of {@code past}
     * @return of {@code slots} slots; a slot nothing can be said of is {@link Double#NaN}
     */
    IntensityForecast forecast(IntensitySeries past, int slots);
}
