package io.conductorloop.energy.metrics;

import io.conductorloop.energy.ledger.Ledger;
import io.conductorloop.energy.power.ServicePower;
import io.conductorloop.energy.power.Watts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Collection;

/** Shows what the ledger last wrote down, under the names that docs/meters.md lists. */
public final class MicrometerEnergyMetrics {
    private MicrometerEnergyMetrics() {}

    /** Shows the ledger. */
    public static void show(Ledger ledger, MeterRegistry registry) {
        Gauge.builder("conductor.loop.energy.power", ledger, MicrometerEnergyMetrics::watts)
                .description("Mean power of this machine, W")
                .register(registry);
        Gauge.builder("conductor.loop.energy.measured", ledger, some -> some.isMeasured() ? 1 : 0)
                .description("1 where the power was measured, 0 where a model estimates it")
                .register(registry);
        Gauge.builder("conductor.loop.carbon.emissions.kg.per.hour", ledger, Ledger::kilogramsPerHour)
                .description("CO2e of this machine, kg/h")
                .register(registry);
    }

    /** Shows what the processor time of these services draws. */
    public static void show(
            ServicePower power, Collection<String> services, MeterRegistry registry, InstantSource clock) {
        for (String service : services) {
            Gauge.builder("conductor.loop.energy.service.power", power, some -> some.watts(service, clock.instant()))
                    .description("Estimate of what a service's processor time draws, W")
                    .tag("service", service)
                    .register(registry);
        }
    }

    private static double watts(Ledger ledger) {
        Watts power = ledger.power();
        return power == null ? Double.NaN : power.value();
    }
}
