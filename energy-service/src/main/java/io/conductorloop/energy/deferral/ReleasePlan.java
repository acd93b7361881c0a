package io.conductorloop.energy.deferral;

import java.time.Instant;

/**
 * When a deferred intent is released.
 *
 * @param at planned; never after {@code releaseBy} unless that had passed already
 * @param releaseBy the last moment: the deadline less the margin for execution
 * @param expected the intensity expected then, gCO2e/kWh; {@link Double#NaN} where unknown
 * @param atOnce the intensity expected had it run at once, gCO2e/kWh; {@link Double#NaN} where unknown
 * @param estimated whether these two come from a model rather than from a grid operator
 */
public record ReleasePlan(Instant at, Instant releaseBy, Why why, double expected, double atOnce, boolean estimated) {

    /** Why then. */
    public enum Why {
        /** Power is expected to be cleaner then. */
        CLEANER_THEN,
        /** No other moment in time is expected to be cleaner. */
        NOW_IS_CLEANEST,
        /** The deadline leaves no choice. */
        NO_SLACK,
        /** Nothing is known of the grid. */
        INTENSITY_UNKNOWN,
        /** The expected saving is no larger than what the forecast may be wrong by. */
        SAVING_UNCERTAIN,
        /** Its priority is too high to wait. */
        URGENT,
        /** It cannot be carried out in time any more, and late is better than never. */
        TOO_LATE
    }
}
