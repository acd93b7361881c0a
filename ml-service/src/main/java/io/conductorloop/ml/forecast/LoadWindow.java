package io.conductorloop.ml.forecast;

/**
 * What the transformer is shown of a series: the latest steps and, as its last token, the step to foresee. Each token says
 * the load (of the last token, what the live regression foresees), how far the regression was off, the loads of a day and a
 * week before, and the time of day and of week. What the transformer answers is in units of the usual error around the
 * regression's forecast: {@code load = centre + scale * answer}.
 */
public final class LoadWindow {
    public static final int TOKENS = 24;
    public static final int FEATURES = 9;
    private static final double LARGEST = 5;

    private final Cadence cadence;
    private final LiveRegression regression;
    private final LoadHistory history;
    private final LoadHistory errors = new LoadHistory(TOKENS);
    private final ErrorScale errorScale = new ErrorScale();
    private double level;

    public LoadWindow(Cadence cadence) {
        this.cadence = cadence;
        this.regression = new LiveRegression(cadence);
        this.history = new LoadHistory(cadence.week() + TOKENS + 1);
    }

    /** Whether a week was seen, so that every feature has its value. */
    public boolean full() {
        return history.size() > cadence.week() + TOKENS;
    }

    /** What the live regression says of the next step. */
    public double centre() {
        return regression.forecast();
    }

    /** The error of the live regression that is usual now, over 0. */
    public double scale() {
        return errorScale.at(regression.forecast());
    }

    public void observe(double measured) {
        double said = regression.forecast();
        double load = measured >= 0 && measured < Double.POSITIVE_INFINITY ? measured : said;
        if (history.count() > 0) {
            errors.add((load - said) / errorScale.at(said));
            errorScale.learn(said, load);
        }
        level = history.count() == 0 ? load : level + 0.05 * (load - level);
        history.add(load);
        regression.observe(load);
    }

    /** The window before the next step, {@code TOKENS * FEATURES} numbers. */
    public float[] input() {
        float[] input = new float[TOKENS * FEATURES];
        double last = history.last();
        double unit = level + 5;
        double spread = Math.clamp(Math.log(scale() / unit), -LARGEST, 0);
        int reach = cadence.day() / 144;
        int at = 0;
        for (int back = TOKENS - 1; back >= 0; back--) {
            long step = history.count() - back;
            input[at++] = clamp(((back == 0 ? centre() : history.ago(back)) - last) / unit);
            input[at++] = back == 0 ? 0 : clamp(errors.ago(back));
            input[at++] = clamp((history.around(cadence.day() + back, reach) - last) / unit);
            input[at++] = clamp((history.around(cadence.week() + back, reach) - last) / unit);
            double day = 2 * Math.PI * (step % cadence.day()) / cadence.day();
            double week = 2 * Math.PI * (step % cadence.week()) / cadence.week();
            input[at++] = (float) Math.sin(day);
            input[at++] = (float) Math.cos(day);
            input[at++] = (float) Math.sin(week);
            input[at++] = (float) Math.cos(week);
            input[at++] = (float) spread;
        }
        return input;
    }

    private static float clamp(double value) {
        return (float) Math.clamp(value, -LARGEST, LARGEST);
    }
}
