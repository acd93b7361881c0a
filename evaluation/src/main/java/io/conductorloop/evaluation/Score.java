package io.conductorloop.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * One row of an evaluation: a figure of merit on one data set, by four ways to get it.
 *
 * @param task what was done, on which data
 * @param metric what the figures say, with their unit
 * @param baseline the plain method's figure on the same rows
 * @param published what others report, with where; as text, since papers give more than a number
 * @param ours our method's figure
 * @param oracle the figure of whoever knows the future, where that can be computed
 * @param must what was to be reached
 * @param verdict how our figure stands to that
 */
public record Score(
        String task,
        String metric,
        @Nullable Double baseline,
        String published,
        @Nullable Double ours,
        @Nullable Double oracle,
        String must,
        Verdict verdict) {

    /** How a figure stands to what was to be reached. */
    public enum Verdict {
        MET,
        MISSED,
        /** Nothing was to be reached: the row is there to be read. */
        NONE
    }

    /** A row that tells why there is none: of data that is missing, broken or too little. */
    public static Score missing(String task, String why) {
        return new Score(task, "not evaluated", null, "", null, null, why, Verdict.NONE);
    }

    /** Met when {@code held}, else missed. */
    public static Verdict met(boolean held) {
        return held ? Verdict.MET : Verdict.MISSED;
    }
}
