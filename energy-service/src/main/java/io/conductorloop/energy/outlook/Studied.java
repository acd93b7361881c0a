package io.conductorloop.energy.outlook;

import io.conductorloop.energy.forecast.IntensityForecast;

/**
 * What a study says of a zone.
 *
 * @param source whose past it is made of
 * @param estimated whether that source is a model
 * @param forecast from the past alone, by whom of the learnt and the plain forecaster was better of late
 * @param learnt whether that is the learnt one
 * @param lookedAhead whether the source itself says what is to come
 * @param beatsProvider whether the forecast was better of late than that
 * @param plainError of the plain forecaster, mean absolute error as a share of the value; {@link Double#NaN} while unknown
 * @param learntError the same of the learnt one
 * @param providerError the same of the source's own forecast
 */
public record Studied(
        String source,
        boolean estimated,
        IntensityForecast forecast,
        boolean learnt,
        boolean lookedAhead,
        boolean beatsProvider,
        double plainError,
        double learntError,
        double providerError) {

    /** Who forecasts. */
    public enum By {
        PROVIDER,
        LEARNT,
        PLAIN
    }

    /** Whose forecast is acted on. */
    public By acting() {
        if (lookedAhead && !beatsProvider) {
            return By.PROVIDER;
        }
        return learnt ? By.LEARNT : By.PLAIN;
    }

    /** How far off it was of late, mean absolute error as a share of the value; {@link Double#NaN} while unknown. */
    public double error(By by) {
        return switch (by) {
            case PROVIDER -> providerError;
            case LEARNT -> learntError;
            case PLAIN -> plainError;
        };
    }
}
