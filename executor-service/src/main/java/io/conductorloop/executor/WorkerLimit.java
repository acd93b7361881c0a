package io.conductorloop.executor;

import java.util.function.IntUnaryOperator;

/** How many packages are written at the same time. May change while they are, within fixed bounds. */
public final class WorkerLimit {
    private final int highest;
    private final IntUnaryOperator advice;
    private volatile int wanted;

    /**
     * Sets the bounds, 1 to four times the processors.
     *
     * @param wanted the limit to begin with, taken into the bounds; 0: twice the processors
     */
    public WorkerLimit(int processors, int wanted) {
        this(processors, wanted, configured -> configured);
    }

    /**
     * A limit that follows advice.
     *
     * @param wanted as above: the limit without advice
     * @param advice makes the limit that holds now of the one without advice; asked each time, and taken into the bounds
     */
    public WorkerLimit(int processors, int wanted, IntUnaryOperator advice) {
        this.highest = highest(processors);
        this.advice = advice;
        this.wanted = within(wanted == 0 ? 2 * processors : wanted);
    }

    /** The most that a limit can be on so many processors. */
    public static int highest(int processors) {
        return 4 * processors;
    }

    /** The limit that holds now. */
    public int current() {
        return within(advice.applyAsInt(wanted));
    }

    /** The most it can be changed to. */
    public int highest() {
        return highest;
    }

    /**
     * Changes the limit without advice. A higher one is used from the next package on that is handed in or ends; a lower one lets packages
     * end that are being written.
     *
     * @return the limit that holds now: the wanted one taken into the bounds
     */
    public int change(int wanted) {
        this.wanted = within(wanted);
        return current();
    }

    private int within(int limit) {
        return Math.clamp(limit, 1, highest);
    }
}
