package io.conductorloop.energy.power;

import java.time.Duration;

/** Energy. */
public record Joules(double value) implements Comparable<Joules> {
    public static final Joules NONE = new Joules(0);

    private static final double PER_WATT_HOUR = 3600;

    public Joules {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("energy is used, not given back: " + value + " J");
        }
    }

    public static Joules ofWattHours(double wattHours) {
        return new Joules(wattHours * PER_WATT_HOUR);
    }

    public double wattHours() {
        return value / PER_WATT_HOUR;
    }

    public double kilowattHours() {
        return wattHours() / 1000;
    }

    public Joules plus(Joules other) {
        return new Joules(value + other.value);
    }

    /** The mean power with which this is used within a time. */
    public Watts per(Duration time) {
        return new Watts(value / (time.toNanos() / 1e9));
    }

    @Override
    public int compareTo(Joules other) {
        return Double.compare(value, other.value);
    }
}
