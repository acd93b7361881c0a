package io.conductorloop.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.ingest.RunStatistics;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.IntentJournal.Stage;
import io.conductorloop.testkit.Intents;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The service on a real broker and a real Redis, with the rest of the pipeline played by the test. */
@ExtendWith(RealInfrastructure.class)
class FolderIT {
    private static final int FILES = 1_000;

    @TempDir
    Path root;

    private final JsonEventCodec codec = new JsonEventCodec();

    @BeforeEach
    void clear() {
        RealInfrastructure.clear();
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @Test
    void everyFileIsPublishedOnceInOrderAndFinished() throws Exception {
        // Given
        for (int i = 0; i < FILES; i++) {
            drop(i);
        }
        Files.createSymbolicLink(root.resolve("intent-link.json"), Path.of("/etc/hostname"));

        try (ConfigurableApplicationContext service = start()) {
            // When
            List<ConsumerRecord<byte[], byte[]>> received = received(FILES);
            answer(received);

            // Then
            RunStatistics statistics = service.getBean(RunStatistics.class);
            await().until(() -> statistics.run().backlogDone());
            assertThat(statistics.run().finished())
                    .containsEntry(IntentState.EXECUTED, (long) FILES)
                    .containsEntry(IntentState.REJECTED, 1L);
            assertThat(names("processed")).hasSize(FILES);
            assertThat(names("failed")).containsExactlyInAnyOrder("intent-link.json", "intent-link.json.error.log");
            assertThat(names("status")).hasSize(FILES + 1);
            assertThat(service.getBean(IntentJournal.class).find(Stage.RECEIVED, ids(received)))
                    .hasSize(FILES);
            numbersByTarget(received)
                    .values()
                    .forEach(numbers -> assertThat(numbers).isSorted());
        }
    }

    @Test
    void goesOnWhereAStoppedInstanceWasUnderTheSameIds() throws Exception {
        // Given
        for (int i = 0; i < FILES; i++) {
            drop(i);
        }
        try (ConfigurableApplicationContext service = start()) {
            RunStatistics statistics = service.getBean(RunStatistics.class);
            await().until(() -> statistics.run().found() > 50);
        }

        // When
        try (ConfigurableApplicationContext _ = start()) {
            List<ConsumerRecord<byte[], byte[]>> received = received(FILES);
            answer(received);

            // Then
            await().until(() -> names("processed").size() == FILES);
            assertThat(ids(received)).doesNotHaveDuplicates();
            assertThat(names(".claims")).hasSize(2);
        }
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(IngestApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.kafka.bootstrap-servers=" + RealInfrastructure.bootstrapServers(),
                        "--spring.data.redis.url=" + RealInfrastructure.redisUrl(),
                        "--conductor.ingest.handoff=" + root);
    }

    private void drop(int number) throws IOException {
        Path draft = root.resolve(".draft");
        Files.writeString(
                draft,
                Intents.scaling()
                        .target("oran-odu", "odu-" + number % 20)
                        .replicas(1 + number % 100)
                        .reason("number " + number)
                        .json());
        Files.setLastModifiedTime(draft, FileTime.fromMillis(1_700_000_000_000L + number));
        Files.move(draft, root.resolve("intent-" + number + ".json"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<ConsumerRecord<byte[], byte[]>> received(int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(
                Map.of(
                        "bootstrap.servers",
                        RealInfrastructure.bootstrapServers(),
                        "group.id",
                        "reader-" + System.nanoTime(),
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.RECEIVED));
            Awaitility.await().until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= count;
            });
            consumer.poll(Duration.ofMillis(500)).forEach(records::add);
        }
        return records;
    }

    private void answer(List<ConsumerRecord<byte[], byte[]>> received) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", RealInfrastructure.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (ConsumerRecord<byte[], byte[]> record : received) {
                IntentFinished end = new IntentFinished(
                        id(record),
                        Instant.now(),
                        "executor",
                        record.offset(),
                        header(record, RecordHeaders.SOURCE),
                        header(record, RecordHeaders.SUBJECT),
                        null,
                        new Outcome.Executed("oran-odu", "v1"));
                var outcome = new ProducerRecord<>(Topics.OUTCOMES, record.key(), codec.encode(end));
                outcome.headers().add(RecordHeaders.SOURCE, end.source().getBytes(StandardCharsets.UTF_8));
                producer.send(outcome);
            }
        }
    }

    private static Map<String, List<Integer>> numbersByTarget(List<ConsumerRecord<byte[], byte[]>> received) {
        Map<String, List<Integer>> numbers = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : received) {
            String intent = new String(record.value(), StandardCharsets.UTF_8);
            int number = Integer.parseInt(intent.replaceAll(".*number (\\d+).*", "$1"));
            numbers.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
                    .add(number);
        }
        return numbers;
    }

    private static List<IntentId> ids(List<ConsumerRecord<byte[], byte[]>> received) {
        return received.stream().map(FolderIT::id).toList();
    }

    private static IntentId id(ConsumerRecord<byte[], byte[]> record) {
        return IntentId.parse(header(record, RecordHeaders.ID));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private List<String> names(String folder) {
        if (!Files.isDirectory(root.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
