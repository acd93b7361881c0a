package io.conductorloop.energy.plan;

import io.conductorloop.energy.power.Watts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is decided about the energy of a service. */
public sealed interface EnergyPlan {
    /** Why, in a word. */
    Why why();

    /** Reasons. */
    enum Why {
        /** The grid is dirty. */
        DIRTY,
        /** The power allowed would be exceeded. */
        BUDGET,
        /** The grid is clean, and power is not short. */
        CLEAN,
        /** The grid has been dirty for so long that nothing is held back for a while. */
        RESTING,
        /** Nobody knows the grid, or a model alone does. */
        GRID_UNKNOWN,
        /** Nobody knows how much there is to do. */
        LOAD_UNKNOWN,
        /** The service is late, or would be with less: all it has is left to it. */
        LATENCY,
        /** What is best is all that there may be. */
        NOTHING_TO_SAVE
    }

    /**
     * Each instance has so many workers at most.
     *
     * @param megahertz at which the machine runs at most; null where its clock is not ours to set
     * @param step below the fastest clock, 0 or negative; null as above
     * @param latency that 99 of 100 intents are expected to take at most
     * @param spare of the target beyond that latency; negative where there is none
     * @param busy share of all the machine's processors that all these workers keep busy, above 1 where there are too few
     * @param power that the machine draws at most with all these workers busy
     */
    record Ceiling(
            Why why,
            int workers,
            @Nullable Integer megahertz,
            @Nullable Integer step,
            Duration latency,
            Duration spare,
            double busy,
            Watts power)
            implements EnergyPlan {}

    /** Nothing is held back. */
    record Off(Why why) implements EnergyPlan {}
}
