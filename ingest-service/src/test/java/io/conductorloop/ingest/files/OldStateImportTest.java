package io.conductorloop.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Outcome;
import io.conductorloop.ingest.Sha256;
import io.conductorloop.testkit.Intents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldStateImportTest {
    private static final String INTENT = Intents.scaling().replicas(5).json();

    @TempDir
    Path root;

    @Test
    void filesThatWereProcessedBeforeAreNotExecutedAgain() throws Exception {
        // Given
        Harness.drop(root, "intent-done.json", INTENT);
        Harness.drop(root, "intent-changed.json", INTENT + "\n");
        Harness.drop(root, "intent-failed.json", INTENT);
        Files.writeString(root.resolve(".conductor-state.json"), """
                {"version":"1.0","states":{
                  "/old/intent-done.json":{"sha256":"%1$s","processed_at":"2026-01-01T00:00:00Z","status":"processed"},
                  "/old/intent-changed.json":{"sha256":"%1$s","status":"processed"},
                  "/old/intent-gone.json":{"sha256":"%1$s","status":"processed"},
                  "/old/intent-failed.json":{"sha256":"%1$s","status":"failed"}}}
                """.formatted(
                        Sha256.hex(INTENT.getBytes(StandardCharsets.UTF_8))));

        // When
        try (Harness ingest = new Harness.Setup(root).once().started()) {
            ingest.awaitPublished("intent-changed.json", "intent-failed.json");
            ingest.deliver(new Outcome.Executed("p", "v1"));
            Awaitility.await().until(() -> ingest.statistics.run().backlogDone());

            // Then
            assertThat(ingest.published()).hasSize(2);
            assertThat(ingest.processed()).contains("intent-done.json");
            assertThat(ingest.status("intent-done.json"))
                    .contains("\"status\": \"skipped\"", "processed before", "2026-01-01T00:00:00Z");
            assertThat(Harness.names(root)).contains(".conductor-state.json.imported");
            assertThat(root.resolve(".conductor-state.json")).doesNotExist();
        }
    }

    @Test
    void aBrokenStateFileIsKeptAndCountsForNothing() throws Exception {
        // Given
        Harness.drop(root, "intent-a.json", INTENT);
        Files.writeString(root.resolve(".conductor-state.json"), "{\"states\":{");

        // When
        try (Harness ingest = new Harness.Setup(root).once().started()) {
            ingest.awaitPublished("intent-a.json");

            // Then
            assertThat(Harness.names(root)).anyMatch(name -> name.startsWith(".conductor-state.json.backup.2"));
            assertThat(root.resolve(".conductor-state.json")).doesNotExist();
        }
    }
}
