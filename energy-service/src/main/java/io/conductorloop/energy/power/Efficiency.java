package io.conductorloop.energy.power;

import java.time.Duration;

/**
 * What was done with an amount of energy within a time.
 *
 * @param intents finished
 * @param bytes of their content
 */
public record Efficiency(long intents, long bytes, Joules used, Duration time) {
    /** Intents for each joule. */
    public double intentsPerJoule() {
        return intents / used.value();
    }

    /** Energy of an intent, on average. */
    public Joules perIntent() {
        return new Joules(used.value() / intents);
    }

    /** Gigabits a second for each watt, of measured bytes; the time cancels out. */
    public double gigabitsPerSecondPerWatt() {
        return bytes * 8 / 1e9 / used.value();
    }
}
