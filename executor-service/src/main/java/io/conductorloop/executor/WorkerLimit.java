package io.conductorloop.executor;

/** How many packages are written at the same time. May be changed while they are, within fixed bounds. */
public final class WorkerLimit {
    private final int highest;
    private volatile int current;

    /**
     * Sets the bounds, 1 to four times the processors.
     *
     * @param wanted the limit to begin with, taken into the bounds; 0: twice the processors
     */
    public WorkerLimit(int processors, int wanted) {
        highest = 4 * processors;
        change(wanted == 0 ? 2 * processors : wanted);
    }

    public int current() {
        return current;
    }

    /** The most it can be changed to. */
    public int highest() {
        return highest;
    }

    /**
     * Changes the limit. A higher one is used from the next package on that is handed in or ends; a lower one lets packages
     * end that are being written.
     *
     * @return the limit that holds now: the wanted one taken into the bounds
     */
    public int change(int wanted) {
        current = Math.clamp(wanted, 1, highest);
        return current;
    }
}
