package io.conductorloop.ingest.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;

/** Looks every so often whether the service is ready and which of the things it stands on are there. */
public final class DependencyWatch {
    private static final String READINESS = "readiness";

    /** Health component by the name its meter carries. */
    private static final Map<String, String> COMPONENTS = Map.of("redis", "redis", "binders", "kafka");

    private final HealthEndpoint health;
    private final Consumer<Boolean> readiness;
    private final Map<String, Boolean> up = new ConcurrentHashMap<>();

    /** @param readiness told at each look whether the service is ready */
    public DependencyWatch(HealthEndpoint health, MeterRegistry registry, Consumer<Boolean> readiness) {
        this.health = health;
        this.readiness = readiness;
        for (String name : COMPONENTS.values()) {
            Gauge.builder("conductor.loop." + name + ".connection.status", () -> up.getOrDefault(name, false) ? 1 : 0)
                    .description("1 while " + name + " answers, else 0")
                    .register(registry);
        }
    }

    /** Looks now; takes as long as the slowest health check. */
    public void look() {
        HealthDescriptor group = health.healthForPath(READINESS);
        readiness.accept(group != null && Status.UP.equals(group.getStatus()));
        Map<String, HealthDescriptor> components =
                group instanceof CompositeHealthDescriptor composite ? composite.getComponents() : null;
        if (components != null) {
            COMPONENTS.forEach((component, name) -> {
                HealthDescriptor descriptor = components.get(component);
                up.put(name, descriptor != null && Status.UP.equals(descriptor.getStatus()));
            });
        }
    }
}
