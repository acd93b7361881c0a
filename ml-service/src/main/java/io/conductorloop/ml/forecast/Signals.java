package io.conductorloop.ml.forecast;

/**
 * What the regressions see of a series: its history and smoothed levels of it, fast to slow. Every feature is a change or a
 * deviation divided by the level, so that what is learnt holds for small and large loads alike.
 */
final class Signals {
    private static final double[] WEIGHTS = {0.02, 0.1, 0.3};
    private static final double LEVEL_WEIGHT = 0.05;
    private static final double SMALLEST_LEVEL = 5;

    private final Cadence cadence;
    private final LoadHistory history;
    private final double[] levels = new double[WEIGHTS.length];
    private double level;

    Signals(Cadence cadence) {
        this.cadence = cadence;
        this.history = new LoadHistory(3 * cadence.week() + 2);
    }

    Cadence cadence() {
        return cadence;
    }

    LoadHistory history() {
        return history;
    }

    double last() {
        return history.last();
    }

    /** What features are divided by: about the mean of the last twenty loads. */
    double scale() {
        return level + SMALLEST_LEVEL;
    }

    int smoothed() {
        return levels.length;
    }

    /** The load smoothed over about 50, 10 or 3 steps. */
    double smoothed(int index) {
        return levels[index];
    }

    void observe(double load) {
        boolean first = history.count() == 0;
        history.add(load);
        level = first ? load : level + LEVEL_WEIGHT * (load - level);
        for (int i = 0; i < levels.length; i++) {
            levels[i] = first ? load : levels[i] + WEIGHTS[i] * (load - levels[i]);
        }
    }
}
