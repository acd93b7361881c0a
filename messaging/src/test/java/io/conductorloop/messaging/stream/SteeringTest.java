package io.conductorloop.messaging.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.Directive;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.Topics;
import io.conductorloop.json.JsonAdviceCodec;
import io.conductorloop.messaging.InMemoryRecordPublisher;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.directive.DirectiveBounds;
import io.conductorloop.messaging.directive.LatestDirective;
import io.conductorloop.messaging.metrics.MicrometerSteeringMetrics;
import io.conductorloop.messaging.telemetry.ProcessUse;
import io.conductorloop.messaging.telemetry.Sampler;
import io.conductorloop.messaging.telemetry.ServiceFigures;
import io.conductorloop.messaging.telemetry.Workload;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Telemetry out and directives in. */
class SteeringTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerSteeringMetrics metrics = new MicrometerSteeringMetrics(registry);
    private final JsonAdviceCodec codec = new JsonAdviceCodec();

    @Test
    void publishesASampleEveryInterval() {
        // Given
        InMemoryRecordPublisher publisher = new InMemoryRecordPublisher();
        PublishTelemetry telemetry = telemetry(publisher);

        // When
        telemetry.start();
        try {
            await().until(() -> publisher.published().size() >= 3);
        } finally {
            telemetry.stop();
        }

        // Then
        assertThat(publisher.published()).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo(Topics.TELEMETRY);
            assertThat(new String(record.key(), UTF_8)).isEqualTo("executor/a");
            TelemetrySample sample = codec.sample(record.value());
            assertThat(sample.workers()).isEqualTo(4);
        });
        assertThat(samples("published")).isEqualTo(publisher.published().size());
    }

    @Test
    void givesSamplesUpAndKeepsFewWhileTheBrokerAnswersNothing() {
        // Given
        List<CompletableFuture<?>> waiting = new CopyOnWriteArrayList<>();
        PublishTelemetry telemetry = telemetry(_ -> {
            CompletableFuture<?> ack = new CompletableFuture<>();
            waiting.add(ack);
            return ack;
        });

        // When
        for (int i = 0; i < 100; i++) {
            telemetry.publish();
        }

        // Then
        assertThat(waiting).hasSize(2);
        assertThat(samples("dropped")).isEqualTo(98);

        // When
        waiting.forEach(ack -> ack.completeExceptionally(new IllegalStateException("away, as the test wants")));
        telemetry.publish();

        // Then
        assertThat(waiting).hasSize(3);
        assertThat(samples("dropped")).isEqualTo(100);
    }

    @Test
    void givesASampleUpThatCannotBeHandedOver() {
        // Given
        PublishTelemetry telemetry = telemetry(_ -> {
            throw new IllegalStateException("no output binding, as the test wants");
        });

        // When
        for (int i = 0; i < 10; i++) {
            telemetry.publish();
        }

        // Then
        assertThat(samples("dropped")).isEqualTo(10);
    }

    @Test
    void takesDirectivesAndPassesNonsenseOver() {
        // Given
        LatestDirective latest =
                new LatestDirective("executor", new DirectiveBounds(8, 1_000, Duration.ofMinutes(5)), CLOCK);
        ObeyDirective obey = new ObeyDirective(codec, latest, metrics);
        MicrometerSteeringMetrics.show(latest, registry);
        Instant now = CLOCK.instant();
        Directive sound = new Directive("executor", Directive.ML, "b", 1, now, now.plusSeconds(60), 6, 20, null);
        byte[] lie = new String(codec.encode(sound), UTF_8)
                .replace("\"workers\":6", "\"workers\":-6")
                .getBytes(UTF_8);

        // When
        obey.accept(InboundBatch.of(records(new byte[0], lie, codec.encode(sound), lie, "{".getBytes(UTF_8))));

        // Then
        assertThat(latest.workers(4)).isEqualTo(6);
        assertThat(latest.batchSize(500)).isEqualTo(20);
        assertThat(registry.get("conductor.loop.directive.holds").gauge().value())
                .isEqualTo(1);
        assertThat(directives("taken", "none")).isEqualTo(1);
        assertThat(directives("refused", "nonsense")).isEqualTo(4);
    }

    private PublishTelemetry telemetry(RecordPublisher publisher) {
        Sampler sampler = new Sampler(
                "a",
                new Workload(),
                new ServiceFigures("executor", () -> 4, () -> 0),
                new ProcessUse(() -> 0, () -> 0),
                CLOCK);
        return new PublishTelemetry(sampler, codec, publisher, metrics, Duration.ofMillis(10));
    }

    private double samples(String result) {
        return registry.get("conductor.loop.telemetry.samples")
                .tag("result", result)
                .counter()
                .count();
    }

    private double directives(String result, String cause) {
        return registry.get("conductor.loop.directives")
                .tags("result", result, "cause", cause)
                .counter()
                .count();
    }

    private static List<InboundRecord> records(byte[]... values) {
        List<InboundRecord> records = new ArrayList<>();
        for (byte[] value : values) {
            records.add(new InboundRecord(0, records.size(), new byte[0], value, Map.of()));
        }
        return records;
    }

    @Test
    void keysTelemetryByInstanceSoThatSamplesOfOneStayInOrder() {
        // Given
        InMemoryRecordPublisher publisher = new InMemoryRecordPublisher();
        PublishTelemetry telemetry = telemetry(publisher);

        // When
        telemetry.publish();
        telemetry.publish();

        // Then
        assertThat(publisher.published())
                .extracting(OutboundRecord::key)
                .allSatisfy(key -> assertThat(key).isEqualTo("executor/a".getBytes(UTF_8)));
    }
}
