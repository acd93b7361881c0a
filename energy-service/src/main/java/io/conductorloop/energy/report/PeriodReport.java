package io.conductorloop.energy.report;

import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.Joules;
import io.conductorloop.energy.power.Watts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a period used and emitted.
 *
 * @param from its begin
 * @param to its end, exclusive
 * @param slices what it is made of, ascending, without overlap
 * @param embodied of the machine
 * @param pricePerKilowattHour in the currency of the report
 */
public record PeriodReport(
        Instant from, Instant to, List<Slice> slices, EmbodiedCarbon embodied, double pricePerKilowattHour) {
    public PeriodReport {
        slices = List.copyOf(slices);
        Instant before = from;
        for (Slice slice : slices) {
            if (slice.from().isBefore(before)
                    || !slice.to().isAfter(slice.from())
                    || slice.to().isAfter(to)) {
                throw new IllegalArgumentException("not within the period, or overlapping: " + slice);
            }
            before = slice.to();
        }
    }

    public Joules used() {
        return slices.stream().map(Slice::used).reduce(Joules.NONE, Joules::plus);
    }

    /** Measured only when every slice is; an empty period is estimated. */
    public Basis basis() {
        return slices.stream().map(Slice::basis).reduce(Basis::and).orElse(Basis.ESTIMATED);
    }

    public Grams operational() {
        return slices.stream().map(Slice::emitted).reduce(new Grams(0), Grams::plus);
    }

    public long intents() {
        return slices.stream().mapToLong(Slice::intents).sum();
    }

    public double cost() {
        return used().kilowattHours() * pricePerKilowattHour;
    }

    /** The machine's embodied share is ours for the whole period, used or not. */
    public SoftwareCarbonIntensity sci() {
        return new SoftwareCarbonIntensity(operational(), embodied.over(Duration.between(from, to)), intents());
    }

    /** How much of the period the slices cover, 0 to 1: below 1, the sums are too small. */
    public double coverage() {
        long covered = slices.stream()
                .mapToLong(slice -> Duration.between(slice.from(), slice.to()).toNanos())
                .sum();
        return (double) covered / Duration.between(from, to).toNanos();
    }

    /**
     * A part of a period within which the grid's intensity counts as one.
     *
     * @param gramsPerKilowattHour location-based average intensity
     */
    public record Slice(Instant from, Instant to, Joules used, Basis basis, double gramsPerKilowattHour, long intents) {
        public Grams emitted() {
            return Grams.of(used, gramsPerKilowattHour);
        }

        public Watts mean() {
            return used.per(Duration.between(from, to));
        }

        /** The same, with so many more intents. */
        public Slice withMore(long more) {
            return new Slice(from, to, used, basis, gramsPerKilowattHour, intents + more);
        }
    }
}
