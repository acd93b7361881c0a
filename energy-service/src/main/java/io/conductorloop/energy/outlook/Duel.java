package io.conductorloop.energy.outlook;

/**
 * Two forecasters of the same slots, on record: the mean of how far each was off, as a share of what came, over the last week or
 * so (an exponential mean). The challenger acts only while it is better on a day's worth of forecasts at least.
 */
final class Duel {
    private final long enough;
    private final double rate;
    private double champion;
    private double challenger;
    private long seen;

    /** @param day how many slots a day has; as many forecasts of as many slots are a day's worth */
    Duel(int day) {
        this.enough = (long) day * day;
        this.rate = 1.0 / (7 * enough);
    }

    /** Takes in a slot that both forecast; one of which something is missing says nothing. */
    void add(double truth, double championSaid, double challengerSaid) {
        double one = Math.abs(championSaid - truth) / truth;
        double other = Math.abs(challengerSaid - truth) / truth;
        if (Double.isFinite(one) && Double.isFinite(other)) {
            seen++;
            double weight = Math.max(1.0 / seen, rate);
            champion += weight * (one - champion);
            challenger += weight * (other - challenger);
        }
    }

    boolean isSettled() {
        return seen >= enough;
    }

    boolean challengerIsBetter() {
        return isSettled() && challenger < champion;
    }

    /** Mean absolute error as a share of the value; {@link Double#NaN} while there is too little of it. */
    double championError() {
        return isSettled() ? champion : Double.NaN;
    }

    /** As {@link #championError()}. */
    double challengerError() {
        return isSettled() ? challenger : Double.NaN;
    }
}
