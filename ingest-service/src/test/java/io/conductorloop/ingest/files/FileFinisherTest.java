package io.conductorloop.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Topics;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.testkit.Intents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFinisherTest {
    private static final String INTENT = Intents.scaling().replicas(5).json();
    private static final Outcome EXECUTED = new Outcome.Executed("p", "v1");
    private static final Outcome FAILED = new Outcome.Failed(Reason.of("timeout", "took too long"), 3);

    @TempDir
    Path root;

    @Test
    void writesTheStatusAndMovesTheFile() throws Exception {
        try (Harness ingest = new Harness.Setup(root).started()) {
            // Given
            Harness.drop(root, "intent-a.json", "{\"correlation_id\":\"corr-1\",\"x\":1}");
            ingest.awaitPublished("intent-a.json");

            // When
            ingest.deliver(EXECUTED);

            // Then
            assertThat(ingest.processed()).containsExactly("intent-a.json");
            assertThat(root.resolve("processed/intent-a.json")).hasContent("{\"correlation_id\":\"corr-1\",\"x\":1}");
            assertThat(ingest.status("intent-a.json-"))
                    .contains("\"status\": \"success\"", "\"correlation_id\": \"corr-1\"");
            assertThat(ingest.statuses()).singleElement().asString().matches("intent-a\\.json-\\d{8}-\\d{6}\\.status");
            assertThat(permissions(
                            root.resolve("status").resolve(ingest.statuses().getFirst())))
                    .isEqualTo("rw-r-----");
            assertThat(permissions(root.resolve("processed"))).isEqualTo("rwxr-xr-x");
        }
    }

    @Test
    void neverOverwritesAFileOrAnotherIntentsStatus() throws Exception {
        try (Harness ingest = new Harness.Setup(root).started()) {
            // Given
            for (int i = 0; i < 3; i++) {
                Harness.drop(root, "intent-a.json", INTENT.replace('5', (char) ('1' + i)));
                int count = i + 1;
                Awaitility.await().until(() -> ingest.published().size() == count);
            }
            Instant at = Instant.parse("2026-11-23T10:11:12Z");

            // When
            ingest.deliver(ingest.broker.published(Topics.RECEIVED).stream()
                    .map(record -> end(ingest, record, FAILED, at))
                    .toList());

            // Then
            assertThat(ingest.failed())
                    .contains("intent-a.json", "intent-a_20261123T101112.json", "intent-a.json.error.log")
                    .hasSize(4);
            assertThat(ingest.statuses())
                    .contains("intent-a.json-20261123-101112.status")
                    .hasSize(3);
            assertThat(Files.readString(root.resolve("failed/intent-a.json.error.log"))
                            .split("File: "))
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void finishesOnceHoweverOftenAnOutcomeIsDelivered() throws Exception {
        try (Harness ingest = new Harness.Setup(root).started()) {
            // Given
            Harness.drop(root, "intent-a.json", INTENT);
            ingest.awaitPublished("intent-a.json");
            IntentFinished end =
                    ingest.end(ingest.broker.published(Topics.RECEIVED).getFirst(), FAILED);
            ingest.deliver(List.of(end, end));
            String log = Files.readString(root.resolve("failed/intent-a.json.error.log"));

            // When
            ingest.deliver(List.of(end));

            // Then
            assertThat(ingest.failed()).containsExactly("intent-a.json", "intent-a.json.error.log");
            assertThat(ingest.statuses()).hasSize(1);
            assertThat(root.resolve("failed/intent-a.json.error.log")).hasContent(log);
            assertThat(ingest.statistics.run().finished().values().stream()
                            .mapToLong(n -> n)
                            .sum())
                    .isEqualTo(1);
        }
    }

    @Test
    void doesTheRestOfWhatACrashInterrupted() throws Exception {
        try (Harness ingest = new Harness.Setup(root).started()) {
            // Given
            Harness.drop(root, "intent-a.json", INTENT);
            ingest.awaitPublished("intent-a.json");
            IntentFinished end =
                    ingest.end(ingest.broker.published(Topics.RECEIVED).getFirst(), FAILED);
            Path failed = Files.createFile(root.resolve("failed"));

            // When
            assertThatThrownBy(() -> ingest.deliver(List.of(end))).hasMessageContaining("must be a folder");
            assertThat(ingest.claims()).isEqualTo(1);
            Files.delete(failed);
            ingest.deliver(List.of(end));

            // Then
            assertThat(ingest.failed()).containsExactly("intent-a.json", "intent-a.json.error.log");
            assertThat(ingest.statuses()).hasSize(1);
            assertThat(ingest.claims()).isZero();
        }
    }

    @Test
    void findsAClaimWhoseNameTheOutcomeDoesNotKnow() throws Exception {
        try (Harness ingest = new Harness.Setup(root).started()) {
            // Given
            Harness.drop(root, "intent-ü.json", INTENT);
            ingest.awaitPublished("intent-ü.json");
            IntentId id = Harness.id(ingest.broker.published(Topics.RECEIVED).getFirst());

            // When
            ingest.deliver(List.of(new IntentFinished(
                    id, Instant.now(), "executor", 1, ingest.claimed.folder().source(), null, null, EXECUTED)));

            // Then
            assertThat(ingest.processed()).containsExactly("intent-ü.json");
        }
    }

    @Test
    void leavesTheOutcomesOfOtherFoldersAlone() throws Exception {
        try (Harness ingest = new Harness.Setup(root).started()) {
            // Given
            Harness.drop(root, "intent-a.json", INTENT);
            ingest.awaitPublished("intent-a.json");
            IntentId id = Harness.id(ingest.broker.published(Topics.RECEIVED).getFirst());

            // When
            ingest.deliver(List.of(new IntentFinished(
                    id,
                    Instant.now(),
                    "executor",
                    1,
                    "/ingest/folder/0000000000000000",
                    "intent-a.json",
                    null,
                    EXECUTED)));

            // Then
            assertThat(ingest.claims()).isEqualTo(1);
            assertThat(ingest.statuses()).isEmpty();
        }
    }

    private static IntentFinished end(Harness ingest, OutboundRecord record, Outcome outcome, Instant at) {
        IntentFinished end = ingest.end(record, outcome);
        return new IntentFinished(
                end.id(), at, end.service(), end.sequence(), end.source(), end.file(), end.target(), outcome);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
