package io.conductorloop.messaging.app;

import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.messaging.directive.LatestDirective;
import io.conductorloop.messaging.metrics.MicrometerSteeringMetrics;
import io.conductorloop.messaging.stream.ObeyDirective;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Has a service listen to directives. The service imports this class and {@link TelemetryConfiguration}, names
 * {@code obeyDirective} among its functions, and has a bean {@link LatestDirective} that it asks.
 */
@Configuration(proxyBeanMethods = false)
public class DirectiveConfiguration {
    @Bean
    ObeyDirective obeyDirective(
            AdviceCodec codec, LatestDirective latest, MicrometerSteeringMetrics metrics, MeterRegistry registry) {
        MicrometerSteeringMetrics.show(latest, registry);
        return new ObeyDirective(codec, latest, metrics);
    }
}
