package io.conductorloop.messaging.metrics;

import io.conductorloop.messaging.directive.DirectiveMetrics;
import io.conductorloop.messaging.directive.Hearing;
import io.conductorloop.messaging.directive.LatestDirective;
import io.conductorloop.messaging.telemetry.TelemetryMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts telemetry and directives in Micrometer under the names that docs/meters.md lists. */
public final class MicrometerSteeringMetrics implements TelemetryMetrics, DirectiveMetrics {
    private final Counter published;
    private final Counter dropped;
    private final Counter taken;
    private final Counter clamped;
    private final Map<Hearing.Cause, Counter> refused = new EnumMap<>(Hearing.Cause.class);

    public MicrometerSteeringMetrics(MeterRegistry registry) {
        published = samples(registry, "published");
        dropped = samples(registry, "dropped");
        taken = directives(registry, "taken", "none");
        clamped = directives(registry, "clamped", "bounds");
        for (Hearing.Cause cause : Hearing.Cause.values()) {
            String name = cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
            refused.put(cause, directives(registry, "refused", name));
        }
    }

    /** Has the registry show whether a directive holds. */
    public static void show(LatestDirective latest, MeterRegistry registry) {
        Gauge.builder("conductor.loop.directive.holds", latest, some -> some.holds() ? 1 : 0)
                .description("1 while the advice of another service holds")
                .register(registry);
    }

    @Override
    public void published() {
        published.increment();
    }

    @Override
    public void dropped() {
        dropped.increment();
    }

    @Override
    public void heard(Hearing hearing) {
        switch (hearing) {
            case Hearing.NotForUs _ -> {
                // Counted by whom it is for.
            }
            case Hearing.Taken(boolean toBounds) -> (toBounds ? clamped : taken).increment();
            case Hearing.Refused(Hearing.Cause cause) -> {
                Counter counter = refused.get(cause);
                if (counter != null) {
                    counter.increment();
                }
            }
        }
    }

    private static Counter samples(MeterRegistry registry, String result) {
        return Counter.builder("conductor.loop.telemetry.samples")
                .description("Samples of telemetry, by what became of them")
                .tag("result", result)
                .register(registry);
    }

    private static Counter directives(MeterRegistry registry, String result, String cause) {
        return Counter.builder("conductor.loop.directives")
                .description("Directives for this service, by what became of them")
                .tag("result", result)
                .tag("cause", cause)
                .register(registry);
    }
}
