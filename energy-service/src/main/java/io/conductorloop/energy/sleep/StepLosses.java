package io.conductorloop.energy.sleep;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each time of entering each state would have cost on average, in each context, with old periods fading. */
final class StepLosses {
    private final int steps;
    private final int times;
    private final double decay;
    private final double prior;
    private final Map<Integer, Memory> contexts = new HashMap<>();

    /**
     * @param grid [step][time], only its shape counts here
     * @param decay how much a period counts when one more has come
     * @param prior for how many periods of its own a context relies on its parent's mean
     */
    StepLosses(double[][] grid, double decay, double prior) {
        steps = grid.length;
        times = grid[0].length;
        this.decay = decay;
        this.prior = prior;
    }

    /** [step][time]; of the parent alone while nothing is known of the context, of nothing (zeros) without a parent. */
    double[][] mean(int context, double @Nullable [][] parent) {
        double[][] mean = new double[steps][times];
        Memory memory = contexts.get(context);
        double periods = memory == null ? 0 : memory.periods;
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < times; i++) {
                double own = memory == null ? 0 : memory.losses[step][i];
                double inherited = parent == null ? 0 : prior * parent[step][i];
                double count = periods + (parent == null ? 0 : prior);
                mean[step][i] = count == 0 ? 0 : (own + inherited) / count;
            }
        }
        return mean;
    }

    void learn(int context, double[][] losses) {
        Memory memory = contexts.computeIfAbsent(context, _ -> new Memory(new double[steps][times]));
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < times; i++) {
                memory.losses[step][i] = decay * memory.losses[step][i] + losses[step][i];
            }
        }
        memory.periods = decay * memory.periods + 1;
    }

    private static final class Memory {
        private final double[][] losses;
        private double periods;

        private Memory(double[][] losses) {
            this.losses = losses;
        }
    }
}
