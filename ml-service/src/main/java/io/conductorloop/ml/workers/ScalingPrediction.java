package io.conductorloop.ml.workers;

import java.time.Duration;

/**
 * How many workers should be there in the next step.
 *
 * @param workers to be there
 * @param fewest enough if the load comes as low as it does one time in twenty
 * @param most enough if it comes as high
 * @param horizon how far ahead is looked: the length of a step
 * @param reason what decided the number
 * @param by the forecaster's name
 */
public record ScalingPrediction(int workers, int fewest, int most, Duration horizon, Reason reason, String by) {
    /** What decided a number of workers. */
    public enum Reason {
        /** The load that is only exceeded with the accepted risk. */
        LOAD,
        LEAST_WORKERS,
        MOST_WORKERS,
        /** There is no power for more. */
        ENERGY,
        /** What waits already must be worked off. */
        BACKLOG,
        /** A learnt policy that earns more than what decides otherwise. */
        TUNED
    }
}
