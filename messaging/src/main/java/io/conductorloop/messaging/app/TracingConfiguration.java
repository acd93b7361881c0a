package io.conductorloop.messaging.app;

import io.conductorloop.messaging.metrics.IntentExemplars;
import io.conductorloop.messaging.metrics.OtlpSpans;
import io.conductorloop.messaging.tracing.Tracing;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Has a service make spans of its steps, where {@code conductor.tracing.endpoint} says where they go; without it there is no
 * thread, no client and no span. The service imports this class and has a bean {@link InstantSource}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TracingProperties.class)
public class TracingConfiguration {
    private static final String METER = "conductor.loop.spans";
    private static final String RESULT = "result";

    @Bean
    Tracing tracing(TracingProperties properties, InstantSource clock, ObjectProvider<OtlpSpans> spans) {
        OtlpSpans receiver = spans.getIfAvailable();
        return receiver == null
                ? Tracing.OFF
                : new Tracing(
                        properties.sampling(),
                        receiver,
                        clock,
                        () -> ThreadLocalRandom.current().nextLong());
    }

    /** Looked for by Boot when it makes the Prometheus registry. */
    @Bean
    @Conditional(HasEndpoint.class)
    IntentExemplars intentExemplars() {
        return new IntentExemplars();
    }

    @Bean(destroyMethod = "close")
    @Conditional(HasEndpoint.class)
    OtlpSpans otlpSpans(TracingProperties properties, Environment environment, MeterRegistry registry) {
        URI endpoint = URI.create(properties.endpoint().strip());
        String service = environment.getProperty("spring.application.name", "conductor-loop");
        OtlpSpans spans = new OtlpSpans(
                endpoint,
                properties.headers(),
                Map.of(
                        "service.namespace",
                        "conductor-loop",
                        "service.name",
                        service,
                        "service.instance.id",
                        instance()));
        meter(registry, "exported", spans, OtlpSpans::exported);
        meter(registry, "dropped", spans, OtlpSpans::dropped);
        return spans;
    }

    private static void meter(
            MeterRegistry registry, String result, OtlpSpans spans, ToDoubleFunction<OtlpSpans> count) {
        FunctionCounter.builder(METER, spans, count)
                .description("spans of traces; dropped ones were given up as their receiver did not take them")
                .tag(RESULT, result)
                .register(registry);
    }

    private static String instance() {
        String host = System.getenv().getOrDefault("HOSTNAME", "local");
        return host + "-" + ProcessHandle.current().pid();
    }

    /** Somebody has said where spans go. */
    static final class HasEndpoint implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment()
                    .getProperty("conductor.tracing.endpoint", "")
                    .isBlank();
        }
    }
}
