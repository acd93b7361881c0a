package io.conductorloop.energy.metrics;

import io.conductorloop.energy.plan.EnergyPlan;
import io.conductorloop.energy.plan.PlanMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts plans in Micrometer under the names that docs/meters.md lists. */
public final class MicrometerPlanMetrics implements PlanMetrics {
    private final MeterRegistry registry;
    private final Counter unreadable;
    private final Map<String, AtomicInteger> ceilings = new ConcurrentHashMap<>();

    public MicrometerPlanMetrics(MeterRegistry registry) {
        this.registry = registry;
        unreadable = Counter.builder("conductor.loop.energy.unreadable")
                .description("Records of telemetry that could not be read")
                .register(registry);
    }

    @Override
    public void planned(String service, EnergyPlan plan) {
        Counter.builder("conductor.loop.energy.plans")
                .description("Plans of a service's energy, by why they are so")
                .tag("service", service)
                .tag("why", plan.why().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(registry)
                .increment();
        ceilings.computeIfAbsent(service, this::gauge)
                .set(plan instanceof EnergyPlan.Ceiling ceiling ? ceiling.workers() : 0);
    }

    private AtomicInteger gauge(String service) {
        AtomicInteger ceiling = new AtomicInteger();
        Gauge.builder("conductor.loop.energy.ceiling", ceiling, AtomicInteger::get)
                .description("Workers that an instance has at most by the latest plan; 0: no ceiling")
                .tag("service", service)
                .register(registry);
        return ceiling;
    }

    @Override
    public void unreadable() {
        unreadable.increment();
    }

    @Override
    public void lost(String service) {
        Counter.builder("conductor.loop.energy.lost")
                .description("Plans and directives that could not be published")
                .tag("service", service)
                .register(registry)
                .increment();
    }
}
