package io.conductorloop.ml.batch;

import java.time.Duration;

/**
 * What an item costs: its latency in targets, and the energy it takes in budgets.
 *
 * @param target latency
 * @param batchJoules that a batch takes whatever is in it
 * @param itemJoules that each item takes
 * @param budgetJoules of an item
 */
public record BatchObjective(Duration target, double batchJoules, double itemJoules, double budgetJoules) {
    /** Cost of an item that took this long in a batch of {@code items}. */
    public double cost(double latencySeconds, double items) {
        return latencySeconds / seconds(target) + (batchJoules / items + itemJoules) / budgetJoules;
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
