package io.conductorloop.energy.sleep;

import java.time.Duration;

/**
 * One state of an idle machine.
 *
 * @param name how the machine's maker calls it
 * @param power what it draws there; any unit, the same for all states of a profile
 * @param wakeEnergy what waking from it costs, in that unit times the profile's unit of time
 * @param wakeLatency how long whoever needs the machine waits for it
 */
public record SleepState(String name, double power, double wakeEnergy, Duration wakeLatency) {
    public SleepState {
        if (!(power >= 0) || !(wakeEnergy >= 0) || wakeLatency.isNegative()) {
            throw new IllegalArgumentException("a sleep state with a negative figure: " + name);
        }
    }
}
