package io.conductorloop.energy.ledger;

import io.conductorloop.energy.power.Basis;
import io.conductorloop.energy.power.EnergyMeter;
import io.conductorloop.energy.power.MeterReading;
import io.conductorloop.energy.power.MeterUnavailableException;
import io.conductorloop.energy.power.Watts;
import io.conductorloop.energy.report.PeriodReport.Slice;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes down what this machine uses: a slice each time it is called, from the time before to now. */
public final class Ledger {
    private final EnergyMeter meter;
    private final Function<Instant, OptionalDouble> intensity;
    private final Slices slices;
    private final AtomicInteger intents = new AtomicInteger();
    private @Nullable MeterReading last;
    private volatile @Nullable Slice latest;

    /** @param intensity of the grid at a moment, gCO2e/kWh */
    public Ledger(EnergyMeter meter, Function<Instant, OptionalDouble> intensity, Slices slices) {
        this.meter = meter;
        this.intensity = intensity;
        this.slices = slices;
    }

    /** Notes that intents ended. */
    public void finished(int count) {
        intents.addAndGet(count);
    }

    /**
     * Ends a slice. Without a known intensity there is none, of its intents as little as of its energy, and the report's coverage says so.
     *
     * @throws MeterUnavailableException when the meter shows nothing
     */
    public synchronized void writeDown() throws MeterUnavailableException {
        MeterReading reading = meter.read();
        MeterReading before = last;
        last = reading;
        if (before == null || !reading.at().isAfter(before.at())) {
            return;
        }
        OptionalDouble grams = intensity.apply(before.at());
        if (grams.isEmpty()) {
            latest = null;
            intents.set(0);
            return;
        }
        MeterReading.Usage usage = reading.since(before);
        int ended = intents.getAndSet(0);
        Slice slice = new Slice(before.at(), reading.at(), usage.used(), usage.basis(), grams.getAsDouble(), ended);
        latest = slice;
        try {
            slices.add(slice);
        } catch (RuntimeException e) {
            // The slice is lost, which the coverage shows; its intents are counted with the next one.
            intents.addAndGet(ended);
            throw e;
        }
    }

    /** The mean power of the latest slice, or null where there is none. */
    public @Nullable Watts power() {
        Slice slice = latest;
        return slice == null ? null : slice.mean();
    }

    /** Kilograms an hour by the latest slice; {@link Double#NaN} where there is none. */
    public double kilogramsPerHour() {
        Slice slice = latest;
        return slice == null ? Double.NaN : slice.mean().value() / 1000 * slice.gramsPerKilowattHour() / 1000;
    }

    /** Whether the latest slice was measured. */
    public boolean isMeasured() {
        Slice slice = latest;
        return slice != null && slice.basis() == Basis.MEASURED;
    }
}
