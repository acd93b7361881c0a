package io.conductorloop.energy.renewables;

import java.time.Instant;
import java.util.Arrays;

/**
 * Figures by the hour, of whatever unit; an hour without one is {@link Double#NaN}. Hours are counted from 1970-01-01T00:00Z, so hour
 * modulo 24 is the time of day, UTC. Other than in a series of carbon intensity zero is a figure: the sun gives none at night.
 */
public final class Hours {
    private static final long SECONDS = 3_600;

    private final long first;
    private final double[] values;

    private Hours(long first, double[] values) {
        this.first = first;
        this.values = values;
    }

    /** Figures from the hour {@code first} on; what is infinite is none. */
    public static Hours of(long first, double... values) {
        return new Hours(
                first,
                Arrays.stream(values)
                        .map(value -> Double.isFinite(value) ? value : Double.NaN)
                        .toArray());
    }

    /** The hour in which a moment lies. */
    public static long of(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), SECONDS);
    }

    /** When an hour begins. */
    public static Instant start(long hour) {
        return Instant.ofEpochSecond(hour * SECONDS);
    }

    public long first() {
        return first;
    }

    /** The hour after the last. */
    public long end() {
        return first + values.length;
    }

    /** An hour's figure, or {@link Double#NaN} where there is none. */
    public double at(long hour) {
        return hour >= first && hour < end() ? values[(int) (hour - first)] : Double.NaN;
    }

    /** What is there before an hour. */
    public Hours before(long hour) {
        return new Hours(first, Arrays.copyOf(values, Math.clamp(hour - first, 0, values.length)));
    }

    /** What is there from an hour on. */
    public Hours from(long hour) {
        int left = Math.clamp(hour - first, 0, values.length);
        return new Hours(first + left, Arrays.copyOfRange(values, left, values.length));
    }

    /** Without the hours at the end that have no figure. */
    public Hours known() {
        int size = values.length;
        while (size > 0 && Double.isNaN(values[size - 1])) {
            size--;
        }
        return new Hours(first, Arrays.copyOf(values, size));
    }

    /** All figures, a copy. */
    public double[] values() {
        return values.clone();
    }
}
