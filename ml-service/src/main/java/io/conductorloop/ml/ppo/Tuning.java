package io.conductorloop.ml.ppo;

/**
 * The decisions of a tuner at one step, as indices into what may be chosen.
 *
 * @param workerStep into {@link #WORKER_STEPS}
 * @param memory 0 small, 1 medium, 2 large
 * @param frequency into {@link #FREQUENCIES}
 * @param priority into {@link #URGENT_SHARES}
 */
public record Tuning(int workerStep, int memory, int frequency, int priority) {
    /** Workers added or, below zero, taken away. */
    static final int[] WORKER_STEPS = {-2, -1, 0, 1, 2, 4};
    /** Frequencies as shares of the nominal one. */
    static final double[] FREQUENCIES = {0.8, 1.0, 1.2};
    /** Share of the capacity that urgent intents may take before others. */
    static final double[] URGENT_SHARES = {0.3, 0.6, 0.9};
    /** Speed of a worker with each memory budget, and the power the budget costs. */
    static final double[] MEMORY_SPEEDS = {0.85, 1.0, 1.05};

    static final double[] MEMORY_POWERS = {0.96, 1.0, 1.08};

    static int[] choices() {
        return new int[] {WORKER_STEPS.length, MEMORY_SPEEDS.length, FREQUENCIES.length, URGENT_SHARES.length};
    }

    static Tuning of(int[] decisions) {
        return new Tuning(decisions[0], decisions[1], decisions[2], decisions[3]);
    }

    int[] decisions() {
        return new int[] {workerStep, memory, frequency, priority};
    }

    /** The index of the largest worker step not above {@code workers}; the smallest step when all are. */
    static int stepTowards(int workers) {
        int index = 0;
        for (int i = 0; i < WORKER_STEPS.length; i++) {
            if (WORKER_STEPS[i] <= workers) {
                index = i;
            }
        }
        return index;
    }
}
