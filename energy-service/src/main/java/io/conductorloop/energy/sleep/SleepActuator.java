package io.conductorloop.energy.sleep;

import java.time.Duration;
import java.util.Optional;

/** Has a machine's processors sleep, and puts back what it found. */
public interface SleepActuator {
    /** How many processors were awake when it was opened; at least one. */
    int processors();

    /**
     * Parks all processors but so many, and keeps the others out of idle states that take longer to wake from. Neither beyond what was found:
     * none is woken that slept, and no limit is loosened.
     *
     * @param awake how many stay, 1 to {@link #processors()}
     * @param wakeUp how long whoever needs an idle processor waits for it at most
     * @return why nothing was changed; empty when all of it was done
     */
    Optional<String> sleep(int awake, Duration wakeUp);

    /**
     * Puts back what was found.
     *
     * @return what was not put back, and why; empty when all is as it was
     */
    Optional<String> restore();
}
