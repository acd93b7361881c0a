package io.conductorloop.executor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.executor.deadletter.DeadLetters;
import io.conductorloop.executor.deadletter.Letters;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.testkit.Intents;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The executor as it ships, between a real broker, a real Redis and a folder of packages. */
@ExtendWith(RealInfrastructure.class)
class ExecutorIT {
    private static final int INTENTS = 2_000;
    private static final int TARGETS = 50;

    @TempDir
    private Path out;

    @BeforeAll
    static void clear() {
        RealInfrastructure.clear();
    }

    @Test
    void executesEverythingOnceAlsoWhenItIsStartedAgain() throws Exception {
        // Given
        Map<IntentId, IntentFinished> outcomes = new HashMap<>();
        try (ConfigurableApplicationContext executor = start()) {
            publish(1, INTENTS / 2);
            read(outcomes, 1);
            publish(INTENTS / 2 + 1, INTENTS);
        }

        // When
        try (ConfigurableApplicationContext executor = start()) {
            read(outcomes, INTENTS);

            // Then
            assertThat(outcomes.values())
                    .allSatisfy(finished -> assertThat(finished.outcome())
                            .isInstanceOfAny(Outcome.Executed.class, Outcome.Superseded.class));
            assertThat(newestOfEachTarget(outcomes))
                    .hasSize(TARGETS)
                    .allSatisfy((_, finished) -> assertThat(finished.outcome()).isInstanceOf(Outcome.Executed.class));
            assertThat(packages()).hasSize(TARGETS);

            int port = executor.getEnvironment().getProperty("local.server.port", Integer.class);
            assertThat(get(port, "/actuator/health/readiness")).isEqualTo(200);
            assertThat(get(port, "/api/v1/executions/" + Letters.id(1))).isEqualTo(200);
            assertThat(get(port, "/v3/api-docs")).isEqualTo(200);
        }
    }

    @Test
    void keepsALetterOfWhatFailedForGood() throws Exception {
        try (ConfigurableApplicationContext executor = start()) {
            // Given
            long sequence = 900_000;
            byte[] bad = """
                    {"intent_type":"scaling","target":"x","namespace":"oran","replicas":1,
                     "constraints":{"kpt_package_name":"Not A Label"}}""".getBytes(UTF_8);

            // When
            try (KafkaProducer<byte[], byte[]> producer = producer()) {
                producer.send(record(sequence, "oran/x", bad)).get();
            }

            // Then
            DeadLetters letters = executor.getBean(DeadLetters.class);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> letters.find(Letters.id(sequence)).isPresent());
            assertThat(letters.find(Letters.id(sequence)).orElseThrow().letter().bytes())
                    .isEqualTo(bad);
        }
    }

    private ConfigurableApplicationContext start() {
        return SpringApplication.run(
                ExecutorApplication.class,
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + RealInfrastructure.bootstrapServers(),
                "--spring.data.redis.url=" + RealInfrastructure.redisUrl(),
                "--conductor.executor.store.directory=" + out);
    }

    private static void publish(int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int sequence = from; sequence <= to; sequence++) {
                String target = "t" + sequence % TARGETS;
                byte[] intent = Intents.scaling()
                        .target("oran", target)
                        .replicas(1 + sequence % 100)
                        .bytes();
                producer.send(record(sequence, "oran/" + target, intent));
            }
            producer.flush();
        }
    }

    private static ProducerRecord<byte[], byte[]> record(long sequence, String key, byte[] intent) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.ACCEPTED, key.getBytes(UTF_8), intent);
        OutboundRecord.headers(
                        RecordHeaders.SPEC_VERSION,
                        RecordHeaders.SPEC_VERSION_1,
                        RecordHeaders.ID,
                        Letters.id(sequence).toString(),
                        RecordHeaders.TYPE,
                        EventTypes.INTENT_RECEIVED,
                        RecordHeaders.SOURCE,
                        RecordHeaders.REST_SOURCE,
                        RecordHeaders.CONTENT_TYPE,
                        RecordHeaders.JSON,
                        RecordHeaders.SHA256,
                        "0".repeat(64),
                        RecordHeaders.SEQUENCE,
                        Long.toString(sequence))
                .forEach(record.headers()::add);
        return record;
    }

    private static void read(Map<IntentId, IntentFinished> outcomes, int atLeast) {
        JsonEventCodec codec = new JsonEventCodec();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        RealInfrastructure.bootstrapServers(),
                        "group.id",
                        "executor-it-" + System.nanoTime(),
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.OUTCOMES));
            await().atMost(Duration.ofSeconds(60)).pollInSameThread().until(() -> {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (codec.decode(record.value()) instanceof IntentFinished finished) {
                        IntentFinished before = outcomes.put(finished.id(), finished);
                        assertThat(before == null || before.equals(finished)).isTrue();
                    }
                }
                return outcomes.size() >= atLeast;
            });
        }
    }

    private static Map<String, IntentFinished> newestOfEachTarget(Map<IntentId, IntentFinished> outcomes) {
        Map<String, IntentFinished> newest = new HashMap<>();
        outcomes.values()
                .forEach(finished ->
                        newest.merge(finished.target().key(), finished, (a, b) -> a.sequence() > b.sequence() ? a : b));
        return newest;
    }

    private Set<String> packages() throws Exception {
        Set<String> names = new HashSet<>();
        try (var folders = Files.newDirectoryStream(out, "oran--*")) {
            folders.forEach(folder -> names.add(folder.getFileName().toString()));
        }
        return names;
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", RealInfrastructure.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static int get(int port, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
