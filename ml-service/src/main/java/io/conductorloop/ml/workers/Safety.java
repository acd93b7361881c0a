package io.conductorloop.ml.workers;

/**
 * The quantile to plan for, so that too few workers are there in the accepted share of the steps: raised after each step
 * that had too few, lowered a little after each other (adaptive conformal inference, Gibbs and Candès 2021). What a
 * forecaster's quantiles are wrong by, and what rounding up to whole workers already covers, is thus made good.
 */
final class Safety {
    private static final double LOWEST = 0.5;
    private static final double HIGHEST = 0.9995;

    private final double risk;
    private final double stride;
    private double level;

    /**
     * @param risk accepted share of steps with too few workers
     * @param stride how fast the level moves
     */
    Safety(double risk, double stride) {
        if (!(risk > 0 && risk < 1 - LOWEST)) {
            throw new IllegalArgumentException("accepted share of steps with too few workers: " + risk);
        }
        this.risk = risk;
        this.stride = stride;
        this.level = 1 - risk;
    }

    double level() {
        return level;
    }

    void learn(boolean tooFew) {
        level = Math.clamp(level + stride * (tooFew ? 1 - risk : -risk), LOWEST, HIGHEST);
    }
}
