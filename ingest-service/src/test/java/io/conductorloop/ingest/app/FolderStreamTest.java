package io.conductorloop.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.ingest.files.HandoffFolder;
import io.conductorloop.messaging.InMemoryRecordPublisher;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.testkit.Intents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.stream.binder.test.InputDestination;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** From the handoff folder to the topic, and from the outcomes' topic to the folder. */
@IngestStreams
class FolderStreamTest {
    private static final String INTENT = Intents.scaling().replicas(5).json();

    @TempDir
    static Path root;

    @Autowired
    private InMemoryRecordPublisher broker;

    @Autowired
    private InputDestination topic;

    @Autowired
    private EventCodec codec;

    @Autowired
    private HandoffFolder folder;

    @Autowired
    private BindingServiceProperties bindings;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("conductor.ingest.handoff", () -> root.toString());
    }

    @BeforeEach
    void forget() {
        broker.clear();
    }

    @Test
    void publishesAFileAndFinishesItWhenItsOutcomeComes() throws IOException {
        // Given
        OutboundRecord received = drop("intent-a.json");
        IntentId id = IntentId.parse(header(received, RecordHeaders.ID));

        // When
        send(new IntentFinished(
                id,
                Instant.now(),
                "executor",
                1,
                folder.source(),
                "intent-a.json",
                null,
                new Outcome.Executed("oran-odu-odu-high-phy", "v1")));

        // Then
        assertThat(received.value()).asString().isEqualTo(INTENT);
        await().untilAsserted(() ->
                assertThat(root.resolve("processed/intent-a.json")).exists());
        try (Stream<Path> statuses = Files.list(root.resolve("status"))) {
            assertThat(statuses.filter(status -> status.getFileName().toString().startsWith("intent-a.json-")))
                    .singleElement()
                    .satisfies(status -> assertThat(status)
                            .content()
                            .contains("\"intent_id\": \"" + id + "\"", "\"status\": \"success\""));
        }
    }

    @Test
    void readsOutcomesInTheFoldersOwnGroup() {
        assertThat(bindings.getBindingProperties("finishIntent-in-0").getGroup())
                .isEqualTo("ingest-" + folder.id());
    }

    @Test
    void passesOverAnOutcomeThatCannotBeRead() throws IOException {
        // Given
        OutboundRecord received = drop("intent-b.json");
        IntentId id = IntentId.parse(header(received, RecordHeaders.ID));
        var broken = record("no event".getBytes(StandardCharsets.UTF_8));
        var good = record(codec.encode(new IntentFinished(
                id, Instant.now(), "executor", 2, folder.source(), "intent-b.json", null, new Outcome.Duplicate(id))));

        // When
        topic.send(InboundBatch.of(List.of(broken, good)), Topics.OUTCOMES);

        // Then
        await().untilAsserted(() ->
                assertThat(root.resolve("processed/intent-b.json")).exists());
    }

    private OutboundRecord drop(String name) throws IOException {
        Path draft = Files.writeString(root.resolve(".draft"), INTENT);
        Files.move(draft, root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        await().until(() -> !broker.published(Topics.RECEIVED).isEmpty());
        return broker.published(Topics.RECEIVED).getFirst();
    }

    private void send(IntentFinished end) {
        topic.send(InboundBatch.of(List.of(record(codec.encode(end)))), Topics.OUTCOMES);
    }

    private InboundRecord record(byte[] value) {
        return new InboundRecord(0, 1, null, value, OutboundRecord.headers(RecordHeaders.SOURCE, folder.source()));
    }

    private static String header(OutboundRecord record, String name) {
        return new String(record.headers().get(name), StandardCharsets.UTF_8);
    }
}
