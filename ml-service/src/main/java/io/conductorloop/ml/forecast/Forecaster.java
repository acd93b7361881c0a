package io.conductorloop.ml.forecast;

/**
 * Says what load the next step brings, from the loads it was shown and nothing else. Not thread-safe: a series has one
 * owner. Its state is bounded, however long it watches.
 */
public interface Forecaster {
    /** What a table or a meter calls it. */
    String name();

    /** The load expected in the step after the last one shown, never negative; 0 before the first. */
    double forecast();

    /**
     * Shows the load of one more step.
     *
     * @param load as a rate per step; not a number or negative when it could not be measured, which the forecaster takes as
     *     its own forecast having come true
     */
    void observe(double load);
}
