package io.conductorloop.messaging.app;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set about telemetry: {@code conductor.telemetry.*}.
 *
 * @param enabled whether samples are published
 * @param interval from one sample to the next
 * @param instance this instance's name among those of its service; the host's name and the process id when empty
 */
@ConfigurationProperties("conductor.telemetry")
public record TelemetryProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1s") Duration interval,
        @DefaultValue("") String instance) {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** @throws IllegalArgumentException when the interval is too short */
    public TelemetryProperties {
        if (interval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("conductor.telemetry.interval is below " + SHORTEST + ": " + interval);
        }
    }

    String instanceName() {
        if (!instance.isBlank()) {
            return instance;
        }
        String host = System.getenv().getOrDefault("HOSTNAME", "local");
        return host + "-" + ProcessHandle.current().pid();
    }
}
