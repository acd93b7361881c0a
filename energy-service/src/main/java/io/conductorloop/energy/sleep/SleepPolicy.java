package io.conductorloop.energy.sleep;

/**
 * Decides how an idle period is slept through, of which it knows only what came before. For each period {@link #next}
 * is asked once, then {@link #learn} told.
 */
public interface SleepPolicy {
    /**
     * Decides about the coming period.
     *
     * @param predicted how long it is thought to last, by somebody who may be wrong
     */
    SleepSchedule next(double predicted);

    /** Is told how long that period lasted. */
    void learn(double idle);
}
