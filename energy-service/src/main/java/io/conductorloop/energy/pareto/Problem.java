package io.conductorloop.energy.pareto;

/** A choice of several figures between 0 and 1, and what it costs. */
public interface Problem {
    /** How many figures are chosen. */
    int variables();

    /** The costs of a choice, smaller is better; always as many. */
    double[] costs(double[] choice);
}
