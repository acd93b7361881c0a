package io.conductorloop.messaging.app;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set about traces: {@code conductor.tracing.*}.
 *
 * @param endpoint of an OpenTelemetry receiver over HTTP, as {@code http://localhost:4318/v1/traces}; none: nothing is traced
 * @param sampling the share of intents that are traced, 0 to 1; the same in all services, or traces have holes
 * @param headers sent with each request, such as {@code Authorization}
 */
@ConfigurationProperties("conductor.tracing")
public record TracingProperties(
        @DefaultValue("") String endpoint,
        @DefaultValue("0.1") double sampling,
        @DefaultValue Map<String, String> headers) {
    /** @throws IllegalArgumentException when the share is none, or the endpoint leads nowhere */
    public TracingProperties {
        if (!(sampling >= 0 && sampling <= 1)) {
            throw new IllegalArgumentException("conductor.tracing.sampling is not within 0 and 1: " + sampling);
        }
        if (!endpoint.isBlank() && !endpoint.matches("https?://[^/].*")) {
            throw new IllegalArgumentException("conductor.tracing.endpoint is no http address: " + endpoint);
        }
    }
}
