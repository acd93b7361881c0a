package io.conductorloop.energy.report;

import io.conductorloop.energy.power.Joules;

/** Carbon dioxide equivalent. */
public record Grams(double value) {
    public Grams {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("carbon is emitted, not taken back: " + value + " g");
        }
    }

    /** What so much energy emits, location-based. */
    public static Grams of(Joules used, double gramsPerKilowattHour) {
        return new Grams(used.kilowattHours() * gramsPerKilowattHour);
    }

    public double kilograms() {
        return value / 1000;
    }

    public Grams plus(Grams other) {
        return new Grams(value + other.value);
    }
}
