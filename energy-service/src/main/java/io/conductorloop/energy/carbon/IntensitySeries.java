package io.conductorloop.energy.carbon;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Carbon intensity over time, gCO2e/kWh, in slots of one length; a slot without a value is {@link Double#NaN}.
 *
 * <p>Slots are counted on the time line, not on a wall clock, so a zone's change to summer time is a slot like any other.
 */
public final class IntensitySeries {
    /** Further away than nanoseconds can be counted, seconds, and a slot that lies beyond any series. */
    private static final long FAR = 9_000_000_000L;

    private static final int BEYOND = 1 << 30;

    private final Instant start;
    private final Duration step;
    private final double[] values;

    private IntensitySeries(Instant start, Duration step, double[] values) {
        this.start = start;
        this.step = step;
        this.values = values;
    }

    /**
     * A series of these values.
     *
     * @param start when the first slot begins
     * @param step how long a slot is
     * @param values one per slot; what is not above 0 counts as missing
     * @throws IllegalArgumentException when the step is not positive
     */
    public static IntensitySeries of(Instant start, Duration step, double... values) {
        if (!step.isPositive()) {
            throw new IllegalArgumentException("slots need a length: " + step);
        }
        double[] known = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            known[i] = GramsPerKilowattHour.isKnown(values[i]) ? values[i] : Double.NaN;
        }
        return new IntensitySeries(start, step, known);
    }

    public Instant start() {
        return start;
    }

    public Duration step() {
        return step;
    }

    public int size() {
        return values.length;
    }

    /** When the last slot ends. */
    public Instant end() {
        return slotStart(values.length);
    }

    /** When a slot begins; slots before the first and after the last may be asked for. */
    public Instant slotStart(int slot) {
        return start.plus(step.multipliedBy(slot));
    }

    /** The slot that a moment lies in; negative or beyond the last where the series does not reach, by whatever number where it is far from that. */
    public int slotOf(Instant moment) {
        Duration since = Duration.between(start, moment);
        if (Math.abs(since.toSeconds()) > FAR) {
            return since.isNegative() ? -BEYOND : BEYOND;
        }
        return Math.clamp(Math.floorDiv(since.toNanos(), step.toNanos()), -BEYOND, BEYOND);
    }

    /** A slot's value, or {@link Double#NaN} when it is missing or the series does not reach so far. */
    public double value(int slot) {
        return slot >= 0 && slot < values.length ? values[slot] : Double.NaN;
    }

    /** The value at a moment, or {@link Double#NaN}. */
    public double at(Instant moment) {
        return value(slotOf(moment));
    }

    /** All values, a copy. */
    public double[] values() {
        return values.clone();
    }

    /** Slots {@code from} to {@code to}, the last excluded; missing where the series does not reach. */
    public IntensitySeries slots(int from, int to) {
        double[] part = new double[Math.max(0, to - from)];
        Arrays.setAll(part, i -> value(from + i));
        return new IntensitySeries(slotStart(from), step, part);
    }

    /** What can be known at a moment: the slots that have ended by then. */
    public IntensitySeries knownAt(Instant moment) {
        return slots(0, Math.clamp(slotOf(moment), 0, values.length));
    }

    /** The mean of what is known, or {@link Double#NaN} when nothing is. */
    public double mean() {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }
}
