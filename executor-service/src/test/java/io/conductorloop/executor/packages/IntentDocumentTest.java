package io.conductorloop.executor.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Intent;
import io.conductorloop.executor.Planned;
import io.conductorloop.json.IntentReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IntentDocumentTest {
    @Test
    void readsBackAsTheSameIntent() {
        // Given
        Intent intent = Planned.deployment()
                .of("core", "upf")
                .from("upf.free5gc.io")
                .because("a \"quoted\\\" \u0000\u2028\n line, 負荷 🚀")
                .correlatedBy("c-1")
                .within(new Intent.Constraints(
                        1,
                        9,
                        List.of("core", "edge"),
                        "upf",
                        "edge-01",
                        true,
                        Instant.parse("2026-11-23T18:00:00Z"),
                        new TreeMap<>(Map.of("key", "value")),
                        List.of("edge-01", "edge-02"),
                        Duration.ofMillis(20)))
                .at(1)
                .intent();

        // When
        String document = IntentDocument.json(intent);

        // Then
        assertThat(new IntentReader().read(document.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(intent);
    }

    @Test
    void leavesOutWhatTheIntentLeavesOpen() {
        // When
        String document = IntentDocument.json(Planned.scaling().at(1).intent());

        // Then
        assertThat(document)
                .isEqualTo("{\"intent_type\":\"scaling\",\"target\":\"odu-high-phy\",\"namespace\":\"oran-odu\","
                        + "\"replicas\":3,\"priority\":5,\"source\":\"user\"}\n");
    }
}
