package io.conductorloop.validation.app;

import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.contracts.Topics;
import io.conductorloop.json.JsonAdviceCodec;
import io.conductorloop.messaging.app.DirectiveConfiguration;
import io.conductorloop.messaging.app.TelemetryConfiguration;
import io.conductorloop.messaging.directive.DirectiveBounds;
import io.conductorloop.messaging.directive.LatestDirective;
import io.conductorloop.messaging.kafka.ConsumerLag;
import io.conductorloop.messaging.telemetry.ServiceFigures;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * What validation tells of itself, and what it lets itself be told: the batch size. Workers it has as many as consumers, of
 * which a partition feeds one; their number is fixed when the service starts.
 */
@Configuration(proxyBeanMethods = false)
@Import({TelemetryConfiguration.class, DirectiveConfiguration.class})
class SteeringConfiguration {
    private static final String SERVICE = "validation";
    private static final int WORKERS = 1;

    @Bean
    AdviceCodec adviceCodec() {
        return new JsonAdviceCodec();
    }

    @Bean
    LatestDirective latestDirective(ValidationProperties validation, InstantSource clock) {
        return new LatestDirective(
                SERVICE, new DirectiveBounds(WORKERS, validation.maxBatchSize(), validation.longestDirective()), clock);
    }

    @Bean
    ServiceFigures serviceFigures(ConsumerLag lag) {
        return new ServiceFigures(SERVICE, () -> WORKERS, () -> lag.of(Topics.RECEIVED));
    }
}
