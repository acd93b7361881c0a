package io.conductorloop.energy.outlook;

import io.conductorloop.energy.forecast.IntensityForecast;

/** What a grid is expected to be like from now on. */
public sealed interface Outlook {
    /**
     * Something to plan on.
     *
     * @param forecast beginning with the slot that now lies in
     * @param source who said so
     * @param estimated whether that is a model rather than a grid operator
     */
    record Expected(IntensityForecast forecast, String source, boolean estimated) implements Outlook {}

    /** Nothing is known, for this reason. */
    record Unknown(String reason) implements Outlook {}
}
