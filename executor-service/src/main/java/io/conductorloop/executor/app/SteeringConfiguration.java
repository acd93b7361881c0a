package io.conductorloop.executor.app;

import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.contracts.Topics;
import io.conductorloop.executor.PackageQueues;
import io.conductorloop.executor.PackageWorkers;
import io.conductorloop.executor.WorkerLimit;
import io.conductorloop.json.JsonAdviceCodec;
import io.conductorloop.messaging.app.DirectiveConfiguration;
import io.conductorloop.messaging.app.TelemetryConfiguration;
import io.conductorloop.messaging.directive.DirectiveBounds;
import io.conductorloop.messaging.directive.LatestDirective;
import io.conductorloop.messaging.kafka.ConsumerLag;
import io.conductorloop.messaging.telemetry.ServiceFigures;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the executor tells of itself, and what it lets itself be told: workers and batch size. */
@Configuration(proxyBeanMethods = false)
@Import({TelemetryConfiguration.class, DirectiveConfiguration.class})
class SteeringConfiguration {
    private static final String SERVICE = "executor";

    @Bean
    AdviceCodec adviceCodec() {
        return new JsonAdviceCodec();
    }

    @Bean
    LatestDirective latestDirective(ExecutorProperties executor, InstantSource clock) {
        int workers = WorkerLimit.highest(Runtime.getRuntime().availableProcessors());
        return new LatestDirective(
                SERVICE, new DirectiveBounds(workers, executor.maxBatchSize(), executor.longestDirective()), clock);
    }

    @Bean
    ServiceFigures serviceFigures(PackageWorkers workers, ConsumerLag lag, ObjectProvider<PackageQueues> queues) {
        return new ServiceFigures(
                SERVICE,
                () -> workers.limit().current(),
                () -> lag.of(Topics.ACCEPTED)
                        + queues.stream()
                                .mapToInt(PackageQueues::size)
                                .findFirst()
                                .orElseGet(workers::queued));
    }
}
