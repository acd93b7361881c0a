package io.conductorloop.executor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.cloud.stream.binder.kafka.support.ConsumerConfigCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** How many records the executor's consumers take at a time: read where the consumers are made, after all settings met. */
@ExtendWith(RealInfrastructure.class)
class PollSizeIT {
    @TempDir
    private Path out;

    @Test
    void pollsAsManyRecordsAsABatchMayHave() {
        try (ConfigurableApplicationContext executor =
                start("--conductor.executor.batch-size=7", "--conductor.executor.max-batch-size=17")) {
            assertThat(pollSizes(executor))
                    .containsEntry("executeIntent-in-0", "17")
                    .containsEntry("retryIntent-in-0", "17");
        }
    }

    private static Map<String, String> pollSizes(ConfigurableApplicationContext executor) {
        return executor.getBean(SeenConsumers.class).pollSizes;
    }

    private ConfigurableApplicationContext start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + RealInfrastructure.bootstrapServers(),
                "--spring.data.redis.url=" + RealInfrastructure.redisUrl(),
                "--conductor.executor.store.directory=" + out));
        arguments.addAll(List.of(more));
        return new SpringApplicationBuilder(ExecutorApplication.class, SeenConsumers.Configuration.class)
                .run(arguments.toArray(String[]::new));
    }

    /** Looks at each consumer's settings as the binder hands them over. */
    static final class SeenConsumers implements ConsumerConfigCustomizer {
        private final Map<String, String> pollSizes = new ConcurrentHashMap<>();

        @Override
        public void configure(Map<String, Object> settings, String binding, String destination) {
            pollSizes.put(binding, String.valueOf(settings.get("max.poll.records")));
        }

        @TestConfiguration(proxyBeanMethods = false)
        static class Configuration {
            @Bean
            SeenConsumers seenConsumers() {
                return new SeenConsumers();
            }
        }
    }
}
