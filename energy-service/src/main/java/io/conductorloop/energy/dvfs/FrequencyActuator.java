package io.conductorloop.energy.dvfs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets how fast processors may run, and puts back on closing what it found. */
public interface FrequencyActuator extends AutoCloseable {
    /** The hardware's slowest frequency, megahertz. */
    int slowest();

    /** The hardware's fastest frequency, megahertz. */
    int fastest();

    /** The frequencies that can be set; empty where the driver knows only a range, as intel_pstate does. */
    List<Integer> steps();

    /** Lets processors run at this frequency at most. */
    Outcome limit(int megahertz);

    /** Chooses the driver's governor, and how it weighs performance against energy where it can, null to leave that. */
    Outcome govern(String governor, @Nullable String energyPreference);

    /** Puts back what was found. */
    void restore();

    @Override
    default void close() {
        restore();
    }

    /** What became of a wish. */
    sealed interface Outcome {
        /** All processors follow it. */
        record Applied() implements Outcome {}

        /** Nothing was changed. */
        record Refused(String why) implements Outcome {}
    }
}
