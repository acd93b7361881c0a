package io.conductorloop.energy.power;

import java.time.Duration;

/** Power. */
public record Watts(double value) implements Comparable<Watts> {
    public Watts {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("power is drawn, not given back: " + value + " W");
        }
    }

    public Joules over(Duration time) {
        return new Joules(value * (time.toNanos() / 1e9));
    }

    public Watts plus(Watts other) {
        return new Watts(value + other.value);
    }

    public Watts times(double factor) {
        return new Watts(value * factor);
    }

    @Override
    public int compareTo(Watts other) {
        return Double.compare(value, other.value);
    }
}
