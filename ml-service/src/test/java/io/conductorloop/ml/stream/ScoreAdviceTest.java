package io.conductorloop.ml.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.ml.metrics.MicrometerMlMetrics;
import io.conductorloop.ml.promise.Promise;
import io.conductorloop.ml.promise.PromiseScore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreAdviceTest {
    /** A version 7 UUID of 2026-11-23T18:30:00Z. */
    private static final String ID = "%08x-%04x-7000-8000-000000000001"
            .formatted(
                    Instant.parse("2026-11-23T18:30:00Z").toEpochMilli() >>> 16,
                    Instant.parse("2026-11-23T18:30:00Z").toEpochMilli() & 0xffff);

    private static final Instant NOW = Instant.parse("2026-11-23T18:30:10Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PromiseScore score =
            new PromiseScore(new Promise(Duration.ofSeconds(2), 0.02, Duration.ofMinutes(2)), () -> NOW);
    private final ScoreAdvice step = new ScoreAdvice(score, new MicrometerMlMetrics(registry));

    @Test
    void holdsEachEndToThePromiseByItsHeadersAlone() {
        // When
        step.accept(InboundBatch.of(List.of(
                ended(ID, "2026-11-23T18:30:01.9Z"),
                ended(ID, "2026-11-23T18:30:02.1Z"),
                ended(ID, "2026-11-23T18:32:00.1Z"),
                ended(ID, "+1000000000-12-31T23:59:59Z"),
                ended(ID, "yesterday"),
                ended("1", "2026-11-23T18:30:01Z"),
                ended(null, null))));

        // Then
        assertThat(score.standing().intents()).isEqualTo(2);
        assertThat(score.standing().lateShare()).isEqualTo(0.5);
        assertThat(outcomes("in-time")).isEqualTo(1);
        assertThat(outcomes("late")).isEqualTo(1);
        assertThat(outcomes("set-aside")).isEqualTo(1);
        assertThat(outcomes("unreadable")).isEqualTo(4);
    }

    private double outcomes(String result) {
        return registry.get("conductor.loop.ml.outcomes")
                .tag("result", result)
                .counter()
                .count();
    }

    private static InboundRecord ended(String id, String at) {
        Map<String, byte[]> headers = new HashMap<>();
        if (id != null) {
            headers.put(RecordHeaders.ID, id.getBytes(UTF_8));
            headers.put(RecordHeaders.TIME, at.getBytes(UTF_8));
        }
        return new InboundRecord(0, 0, null, "not looked into".getBytes(UTF_8), headers);
    }
}
