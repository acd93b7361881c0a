package io.conductorloop.executor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.Directive;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.Topics;
import io.conductorloop.executor.WorkerLimit;
import io.conductorloop.json.JsonAdviceCodec;
import io.conductorloop.messaging.directive.LatestDirective;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What the executor tells over a real broker, and what it does when it is told. */
@ExtendWith(RealInfrastructure.class)
class SteeringIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JsonAdviceCodec codec = new JsonAdviceCodec();

    @TempDir
    private Path out;

    @BeforeAll
    static void clear() {
        RealInfrastructure.clear();
    }

    @Test
    void followsADirectiveWhileItHoldsAndFallsBackByItself() {
        try (ConfigurableApplicationContext executor = start()) {
            // Given
            WorkerLimit limit = executor.getBean(WorkerLimit.class);
            LatestDirective directive = executor.getBean(LatestDirective.class);
            assertThat(limit.current()).isEqualTo(2);

            // When
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
                Instant now = Instant.now();
                tell(directive("ml", now, now.plusSeconds(4), 3, 40));
                assertThat(limit.current()).isEqualTo(3);
            });

            // Then
            assertThat(directive.batchSize(500)).isEqualTo(40);
            await().atMost(PATIENCE).until(() -> limit.current() == 2);
            assertThat(directive.batchSize(500)).isEqualTo(500);

            // When
            Instant now = Instant.now();
            tell("{\"version\":1,\"service\":\"executor\",\"workers\":NaN}".getBytes(UTF_8));
            tell(directive("ml", now, now.plusSeconds(60), 1_000_000, 1_000_000));

            // Then
            await().atMost(PATIENCE).until(() -> limit.current() == limit.highest());
            assertThat(directive.batchSize(500)).isEqualTo(1_000);
        }
    }

    @Test
    void publishesTelemetryThatIsKeptForAnHour() throws Exception {
        try (ConfigurableApplicationContext executor = start();
                KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            // Given
            consumer.subscribe(List.of(Topics.TELEMETRY));
            List<TelemetrySample> samples = new ArrayList<>();

            // When
            await().atMost(PATIENCE).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> samples.add(codec.sample(record.value())));
                return samples.size() >= 3;
            });

            // Then
            assertThat(samples).allSatisfy(sample -> {
                assertThat(sample.service()).isEqualTo("executor");
                assertThat(sample.instance()).isEqualTo("here");
                assertThat(sample.workers()).isPositive();
                assertThat(sample.heapBytes()).isPositive();
            });
            for (String topic : List.of(Topics.TELEMETRY, Topics.DIRECTIVES)) {
                assertThat(retention(topic)).as(topic).isEqualTo("3600000");
            }
        }
    }

    private ConfigurableApplicationContext start() {
        return SpringApplication.run(
                ExecutorApplication.class,
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + RealInfrastructure.bootstrapServers(),
                "--spring.data.redis.url=" + RealInfrastructure.redisUrl(),
                "--conductor.executor.workers=2",
                "--conductor.telemetry.interval=200ms",
                "--conductor.telemetry.instance=here",
                "--conductor.executor.store.directory=" + out);
    }

    private byte[] directive(String by, Instant from, Instant until, int workers, int batchSize) {
        return codec.encode(new Directive("executor", by, "test", 1, from, until, workers, batchSize, null));
    }

    private static void tell(byte[] directive) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", RealInfrastructure.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.DIRECTIVES, "executor".getBytes(UTF_8), directive));
        }
    }

    private static String retention(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealInfrastructure.bootstrapServers()))) {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get("retention.ms")
                    .value();
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        RealInfrastructure.bootstrapServers(),
                        "group.id",
                        "steering-it-" + System.nanoTime(),
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
