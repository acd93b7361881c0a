package io.conductorloop.energy.pareto;

import java.util.List;

/**
 * A choice and what it costs.
 *
 * @param choice whatever was chosen
 * @param costs one for each objective, smaller is better
 */
public record Solution<T>(T choice, List<Double> costs) {
    public Solution {
        costs = List.copyOf(costs);
        if (costs.isEmpty() || costs.stream().anyMatch(cost -> cost.isNaN())) {
            throw new IllegalArgumentException("costs are figures, at least one: " + costs);
        }
    }

    /** Whether this is nowhere dearer than the other and cheaper somewhere. */
    public boolean dominates(Solution<?> other) {
        boolean cheaper = false;
        for (int i = 0; i < costs.size(); i++) {
            double mine = costs.get(i);
            double theirs = other.costs.get(i);
            if (mine > theirs) {
                return false;
            }
            cheaper |= mine < theirs;
        }
        return cheaper;
    }
}
