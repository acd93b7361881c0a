package io.conductorloop.energy.report;

import io.conductorloop.energy.power.Watts;
import java.time.Duration;

/**
 * What drawing less saves. Negative where more is drawn than before.
 *
 * @param before mean power of the baseline
 * @param now mean power
 * @param time for how long
 * @param gramsPerKilowattHour of the grid
 * @param pricePerKilowattHour of its energy
 */
public record Savings(
        Watts before, Watts now, Duration time, double gramsPerKilowattHour, double pricePerKilowattHour) {
    public double kilowattHours() {
        return before.over(time).kilowattHours() - now.over(time).kilowattHours();
    }

    public double grams() {
        return kilowattHours() * gramsPerKilowattHour;
    }

    public double money() {
        return kilowattHours() * pricePerKilowattHour;
    }

    /** The share of the baseline that is saved. */
    public double share() {
        return 1 - now.value() / before.value();
    }
}
