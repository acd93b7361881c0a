package io.conductorloop.energy.dvfs;

/** What {@link FrequencyOptimiser} answers. */
public sealed interface FrequencyChoice {
    /**
     * Run at this frequency.
     *
     * @param joulesPerEvent expected energy of a unit of work
     */
    record Run(int megahertz, double watts, double eventsPerSecond, double joulesPerEvent) implements FrequencyChoice {}

    /** No frequency is known to keep both constraints. */
    record Impossible(String why) implements FrequencyChoice {}
}
