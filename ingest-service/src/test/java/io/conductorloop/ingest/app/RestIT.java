package io.conductorloop.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Target;
import io.conductorloop.contracts.Topics;
import io.conductorloop.ingest.IntentIds;
import io.conductorloop.ingest.app.Caller.Reply;
import io.conductorloop.ingest.stream.OutcomeBinding;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.testkit.Intents;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service behind its REST surface, on a real Kafka and a real Redis. */
@SpringBootTest(
        classes = IngestApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.cloud.stream.default-binder=kafka", "conductor.ingest.rest.stream-heartbeat=200ms"})
@ExtendWith(RealInfrastructure.class)
class RestIT {
    private static final String INTENTS = "/api/v1/intents";
    private static final String JSON = "application/json";

    @TempDir
    private static Path handoff;

    @Autowired
    private RecordPublisher publisher;

    @Autowired
    private EventCodec codec;

    @Autowired
    private IntentIds ids;

    @Autowired
    private BindingsLifecycleController bindings;

    private Caller caller;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        RealInfrastructure.properties(registry::add);
        registry.add("conductor.ingest.handoff", () -> handoff.resolve("in"));
    }

    @BeforeEach
    void call(@LocalServerPort int port) {
        caller = new Caller(port);
    }

    @Test
    void whatWasAnsweredIsInKafkaAndInTheJournal() throws Exception {
        // Given
        String intent = Intents.scaling().target("core", "upf").replicas(4).json();

        // When
        Reply receipt = caller.post(INTENTS, JSON, intent);

        // Then
        assertThat(receipt.status()).isEqualTo(202);
        assertThat(received(receipt.text("/id"))).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("core/upf");
            assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo(intent);
        });
        Reply status = caller.get(receipt.header("Location"));
        assertThat(status.text("/state")).isEqualTo("RECEIVED");
        assertThat(status.text("/target/name")).isEqualTo("upf");
        assertThat(status.text("/source")).isEqualTo("/ingest/rest");
    }

    @Test
    void aCallThatIsSentAgainIsTheSameIntent() throws Exception {
        String lines = "{\"n\":1}\n{\"n\":2}\n";

        Reply one = caller.post(INTENTS, JSON, "{\"n\":0}", "Idempotency-Key", "it-one");
        Reply again = caller.post(INTENTS, JSON, "{\"n\":0}", "Idempotency-Key", "it-one");
        Reply many = caller.post(INTENTS, "application/x-ndjson", lines, "Idempotency-Key", "it-many");
        Reply manyAgain = caller.post(INTENTS, "application/x-ndjson", lines, "Idempotency-Key", "it-many");

        assertThat(again.json()).isEqualTo(one.json());
        assertThat(manyAgain.json()).isEqualTo(many.json());
        caller.post(INTENTS, JSON, "{\"n\":9}", "Idempotency-Key", "it-one").isProblem(422, "idempotency-key", "");
    }

    @Test
    void streamsWhatIsNewToWhoeverListensAndNothingOld() throws Exception {
        // Given
        List<String> first = new CopyOnWriteArrayList<>();
        InputStream leaving = listen(first);
        List<IntentId> seen = publishUntilSeen(first);
        leaving.close();
        await().until(() -> !bindings.queryState(OutcomeBinding.NAME).getFirst().isRunning());
        publish(ids.next());

        // When
        List<String> second = new CopyOnWriteArrayList<>();
        try (InputStream _ = listen(second)) {
            List<IntentId> published = publishUntilSeen(second);

            // Then
            assertThat(second.stream().filter(line -> line.startsWith("id:")))
                    .isSubsetOf(published.stream().map(id -> "id:" + id).toList())
                    .doesNotContainAnyElementsOf(
                            seen.stream().map(id -> "id:" + id).toList());
        }
    }

    @Test
    void isReadyWhileKafkaAndRedisAre() throws Exception {
        await().untilAsserted(() -> {
            assertThat(caller.get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(caller.get("/actuator/prometheus").response().body())
                    .contains("conductor_loop_redis_connection_status 1.0")
                    .contains("conductor_loop_kafka_connection_status 1.0")
                    .contains("conductor_loop_queue_capacity");
            assertThat(caller.get("/api/v1/kpis")
                            .json()
                            .at("/reliability/availability_percent")
                            .asDouble())
                    .isEqualTo(100.0);
        });
    }

    /** Publishes again and again, since a listener hears only of what comes after its consumer has its partitions. */
    private List<IntentId> publishUntilSeen(List<String> lines) {
        List<IntentId> published = new ArrayList<>();
        await().until(() -> {
            IntentId id = ids.next();
            published.add(id);
            publish(id);
            return lines.stream().anyMatch(line -> line.startsWith("id:"));
        });
        return published;
    }

    private void publish(IntentId id) {
        Target target = new Target("core", "upf");
        var finished = new IntentFinished(
                id,
                Instant.EPOCH,
                "executor",
                7,
                RecordHeaders.REST_SOURCE,
                null,
                target,
                new Outcome.Executed("a", "v1"));
        publisher.publishAndAwait(List.of(new OutboundRecord(
                Topics.OUTCOMES,
                target.key().getBytes(StandardCharsets.UTF_8),
                codec.encode(finished),
                OutboundRecord.headers(
                        RecordHeaders.ID, id.toString(), RecordHeaders.SOURCE, RecordHeaders.REST_SOURCE))));
    }

    private InputStream listen(List<String> lines) throws Exception {
        HttpResponse<InputStream> response =
                caller.client().send(caller.to(INTENTS + "/stream").build(), BodyHandlers.ofInputStream());
        Thread.ofVirtual().start(() -> {
            try {
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))
                        .lines()
                        .forEach(lines::add);
            } catch (UncheckedIOException e) {
                lines.add("left");
            }
        });
        return response.body();
    }

    private static List<ConsumerRecord<String, byte[]>> received(String id) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", RealInfrastructure.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.RECEIVED).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    String header = new String(
                            record.headers().lastHeader(RecordHeaders.ID).value(), StandardCharsets.UTF_8);
                    if (header.equals(id)) {
                        found.add(record);
                    }
                }
            }
        }
        return found;
    }
}
