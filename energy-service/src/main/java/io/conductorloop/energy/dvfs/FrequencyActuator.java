package io.conductorloop.energy.dvfs;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets how fast processors may run, and puts back what it found. */
public interface FrequencyActuator {
    /** The hardware's slowest frequency, megahertz. */
    int slowest();

    /** The hardware's fastest frequency, megahertz. */
    int fastest();

    /** The frequencies that can be set; empty where the driver knows only a range, as intel_pstate does. */
    List<Integer> steps();

    /**
     * Lets processors run at this frequency at most.
     *
     * @return why nothing was changed; empty when all processors follow it
     */
    Optional<String> limit(int megahertz);

    /**
     * Chooses the driver's governor, and how it weighs performance against energy where it can, null to leave that.
     *
     * @return why not, or not both; empty when all processors follow it
     */
    Optional<String> govern(String governor, @Nullable String energyPreference);

    /**
     * Puts back what was found.
     *
     * @return what was not put back, and why; empty when all is as it was
     */
    Optional<String> restore();
}
