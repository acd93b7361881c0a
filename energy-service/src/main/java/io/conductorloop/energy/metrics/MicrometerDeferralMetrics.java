package io.conductorloop.energy.metrics;

import io.conductorloop.energy.deferral.DeferralMetrics;
import io.conductorloop.energy.deferral.Fate;
import io.conductorloop.energy.deferral.HeldIntent;
import io.conductorloop.energy.deferral.HeldIntent.Settled;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** Counts deferral in Micrometer under the names that docs/meters.md lists. */
public final class MicrometerDeferralMetrics implements DeferralMetrics {
    private final Counter held;
    private final Counter passedOn;
    private final Counter released;
    private final Counter superseded;
    private final Counter cancelled;
    private final Counter late;
    private final Counter lostClaims;
    private final Counter restored;
    private final Timer waiting;
    private final DistributionSummary saved;

    public MicrometerDeferralMetrics(MeterRegistry registry) {
        held = counter(registry, "conductor.loop.deferral.held", "Intents taken into the waiting room");
        passedOn = counter(registry, "conductor.loop.deferral.passed.on", "Records that could not be planned");
        released = settled(registry, "released");
        superseded = settled(registry, "superseded");
        cancelled = settled(registry, "cancelled");
        late = counter(registry, "conductor.loop.deferral.late", "Intents released after the last moment for it");
        lostClaims = counter(registry, "conductor.loop.deferral.lost.claims", "Claims that ran out before their end");
        restored = counter(registry, "conductor.loop.deferral.restored", "Intents that Redis had lost");
        waiting = Timer.builder("conductor.loop.deferral.waited")
                .description("From the taking in of an intent to its release")
                .register(registry);
        saved = DistributionSummary.builder("conductor.loop.deferral.saved")
                .description("CO2e saved by an intent's waiting; only what is above zero")
                .baseUnit("grams")
                .register(registry);
    }

    /** Shows how many intents wait, NaN while nobody knows. */
    public static void showWaiting(MeterRegistry registry, Supplier<Number> waiting) {
        Gauge.builder("conductor.loop.deferral.waiting", waiting)
                .description("Intents in the waiting room")
                .register(registry);
    }

    /** Shows the zone's present carbon intensity, NaN while nobody knows. */
    public static void showIntensity(MeterRegistry registry, String zone, Supplier<Number> intensity) {
        Gauge.builder("carbon.aware.intensity", intensity)
                .description("Carbon intensity of the grid, gCO2e/kWh")
                .tag("zone", zone)
                .register(registry);
    }

    @Override
    public void held(int intents) {
        held.increment(intents);
    }

    @Override
    public void passedOn() {
        passedOn.increment();
    }

    @Override
    public void settled(HeldIntent intent, Settled settled, Duration late) {
        switch (intent.fate()) {
            case Fate.Released _ -> {
                released.increment();
                waiting.record(Duration.between(intent.heldAt(), settled.at()));
                saved.record(Math.max(0, settled.gramsSaved()));
            }
            case Fate.Superseded _ -> superseded.increment();
            case Fate.Cancelled _ -> cancelled.increment();
            case Fate.Waiting _ -> throw new IllegalArgumentException("not settled: " + intent);
        }
        if (late.isPositive()) {
            this.late.increment();
        }
    }

    @Override
    public void lostClaim() {
        lostClaims.increment();
    }

    @Override
    public void restored(int intents) {
        restored.increment(intents);
    }

    private static Counter settled(MeterRegistry registry, String fate) {
        return Counter.builder("conductor.loop.deferral.settled")
                .description("Intents that left the waiting room, by fate")
                .tag("fate", fate)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
