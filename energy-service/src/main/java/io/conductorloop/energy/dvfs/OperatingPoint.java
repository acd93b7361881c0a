package io.conductorloop.energy.dvfs;

/**
 * What was measured at one frequency under full load.
 *
 * @param megahertz the frequency
 * @param watts mean power of the whole machine
 * @param eventsPerSecond how much work it did
 */
public record OperatingPoint(int megahertz, double watts, double eventsPerSecond) {
    public OperatingPoint {
        if (megahertz <= 0 || !(watts > 0) || !(eventsPerSecond > 0)) {
            throw new IllegalArgumentException("an operating point draws power and does work: " + megahertz + " MHz");
        }
    }
}
