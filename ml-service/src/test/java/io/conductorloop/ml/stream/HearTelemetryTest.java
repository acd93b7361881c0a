package io.conductorloop.ml.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.json.JsonAdviceCodec;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.ml.steering.SteeringMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HearTelemetryTest {
    private final JsonAdviceCodec codec = new JsonAdviceCodec();
    private final List<TelemetrySample> first = new ArrayList<>();
    private final List<TelemetrySample> last = new ArrayList<>();
    private final PassedOver passedOver = new PassedOver();

    private final HearTelemetry hear = new HearTelemetry(
            codec,
            List.of(
                    first::addAll,
                    _ -> {
                        throw new IllegalStateException("as the test wants");
                    },
                    last::addAll),
            passedOver);

    @Test
    void showsEachStepWhatCanBeReadWhateverTheOthersDo() {
        // Given
        TelemetrySample sample = new TelemetrySample(
                "executor",
                "a",
                Instant.parse("2026-11-23T18:30:00Z"),
                Duration.ofSeconds(1),
                2,
                0.5,
                30_000_000,
                0,
                null,
                7,
                7,
                Map.of(),
                null,
                null);

        // When
        hear.accept(InboundBatch.of(List.of(record(codec.encode(sample)), record("{".getBytes(UTF_8)))));

        // Then
        assertThat(first).containsExactly(sample);
        assertThat(last).containsExactly(sample);
        assertThat(passedOver.why).containsExactly("unreadable", "failed");
    }

    private static InboundRecord record(byte[] value) {
        return new InboundRecord(0, 0, "executor/a".getBytes(UTF_8), value, Map.of());
    }

    private static final class PassedOver implements SteeringMetrics {
        final List<String> why = new ArrayList<>();

        @Override
        public void passedOver(String reason) {
            why.add(reason);
        }

        @Override
        public void sampled(String service) {}

        @Override
        public void advised(String service) {}

        @Override
        public void lost(String service) {}

        @Override
        public void anomaly() {}

        @Override
        public void trained(String model, String result) {}
    }
}
