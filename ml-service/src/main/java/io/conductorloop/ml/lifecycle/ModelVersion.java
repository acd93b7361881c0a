package io.conductorloop.ml.lifecycle;

import java.time.Instant;

/**
 * One training's outcome, as the registry lists it.
 *
 * @param number 1 for the first version; larger than those of all that are kept, so that of one that is gone may come again
 * @param state what became of it
 * @param trainedAt when its training ended
 * @param rows how many rows it was trained on
 * @param error its mean error in its trial; NaN where there was none
 * @param baselineError the mean error, on the same rows, of what acted then; NaN where there was no trial
 */
public record ModelVersion(int number, State state, Instant trainedAt, long rows, double error, double baselineError) {
    /** What can become of a version. */
    public enum State {
        /** Acts. */
        CHAMPION,
        /** Acted, until a better one came. */
        RETIRED,
        /** Acted, and was taken back. */
        ROLLED_BACK,
        /** Never acted: it was not better, or not sound. */
        REFUSED
    }

    ModelVersion as(State other) {
        return new ModelVersion(number, other, trainedAt, rows, error, baselineError);
    }
}
