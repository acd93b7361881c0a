package io.conductorloop.energy.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.energy.deferral.Held;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Deferred intents on the topics, and what REST makes of them. */
class EnergyStreamTest extends EnergyOnTestBinder {
    @Test
    void holdsWhatGainsByWaitingAndShowsIt() {
        IntentId id = deferred("waits", 5, "");

        assertThat(publisher.published(Topics.ACCEPTED)).isEmpty();
        assertThat(http.get().uri("/api/v1/deferred/" + id))
                .hasStatusOk()
                .bodyJson()
                .hasPathSatisfying("$.state", state -> assertThat(state).isEqualTo("WAITING"))
                .hasPathSatisfying("$.why", why -> assertThat(why).isEqualTo("CLEANER_THEN"))
                .hasPathSatisfying("$.target", target -> assertThat(target).isEqualTo("oran/waits"));
        assertThat(http.get().uri("/api/v1/deferred?limit=500")).bodyText().contains(id.toString());
    }

    @Test
    void releasesAtOnceWhatMayNotWaitAndWhatCannotBePlanned() {
        // Given
        IntentId urgent = deferred("urgent", 10, "");
        IntentId soon = deferred(
                "soon",
                0,
                ",\"constraints\":{\"deferrable\":true,\"deadline\":\""
                        + Instant.now().plusSeconds(5) + "\"}");
        InboundRecord unreadable = record(SEQUENCE.getAndIncrement(), "oran/x", "no intent".getBytes(UTF_8));

        // When
        input.send(InboundBatch.of(List.of(unreadable)), Topics.DEFERRED);

        // Then
        assertThat(publisher.published(Topics.ACCEPTED))
                .extracting(record -> text(record, RecordHeaders.ID))
                .containsExactly(urgent.toString(), soon.toString(), unreadable.header(RecordHeaders.ID));
        assertThat(publisher.published(Topics.ACCEPTED).getLast().value()).isEqualTo(unreadable.value());
        assertThat(journal.story(urgent).getLast().state()).isEqualTo(IntentState.ACCEPTED);
    }

    @Test
    void releasesOnRequestExactlyWhatCame() {
        // Given
        long sequence = SEQUENCE.getAndIncrement();
        byte[] bytes = intent("asked", 4, "");
        InboundRecord record = record(sequence, "oran/asked", bytes);
        input.send(InboundBatch.of(List.of(record)), Topics.DEFERRED);

        // When
        assertThat(http.post().uri("/api/v1/deferred/" + Held.id(sequence) + "/release"))
                .hasStatusOk()
                .bodyText()
                .contains("\"RELEASED\"");

        // Then
        OutboundRecord released = publisher.published(Topics.ACCEPTED).getFirst();
        assertThat(released.value()).isEqualTo(bytes);
        assertThat(new String(released.key(), UTF_8)).isEqualTo("oran/asked");
        assertThat(Held.text(released.headers())).isEqualTo(Held.text(record.headers()));
        assertThat(http.post().uri("/api/v1/deferred/" + Held.id(sequence) + "/release"))
                .hasStatus(409);
        assertThat(http.post().uri("/api/v1/deferred/" + Held.id(77_777_777) + "/release"))
                .hasStatus(404);
    }

    @Test
    void doesNotHoldWhatComesAgainAfterItWasReleased() {
        // Given
        long sequence = SEQUENCE.getAndIncrement();
        InboundRecord record = record(sequence, "oran/again", intent("again", 4, ""));
        input.send(InboundBatch.of(List.of(record)), Topics.DEFERRED);
        assertThat(http.post().uri("/api/v1/deferred/" + Held.id(sequence) + "/release"))
                .hasStatusOk();

        // When
        input.send(InboundBatch.of(List.of(record, record)), Topics.DEFERRED);

        // Then
        assertThat(publisher.published(Topics.ACCEPTED)).hasSize(1);
        assertThat(onLog(Held.id(sequence))).isFalse();
    }

    @Test
    void withdrawsAndTellsTheAuthor() {
        // Given
        IntentId id = deferred("withdrawn", 5, "");
        assertThat(onLog(id)).isTrue();

        // When
        assertThat(http.delete()
                        .uri("/api/v1/deferred/" + id + "?reason=obsolete")
                        .header("X-Actor", "ann"))
                .hasStatusOk()
                .bodyText()
                .contains("\"CANCELLED\"");

        // Then
        OutboundRecord outcome = publisher.published(Topics.OUTCOMES).getFirst();
        IntentFinished finished = (IntentFinished) codec.decode(outcome.value());
        assertThat(finished.id()).isEqualTo(id);
        assertThat(finished.service()).isEqualTo("energy");
        assertThat(finished.file()).startsWith("intent-ü+");
        assertThat(finished.outcome()).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.reasons().getFirst().rule()).isEqualTo("cancelled");
            assertThat(rejected.message()).contains("ann", "obsolete");
        });
        assertThat(text(outcome, RecordHeaders.TYPE)).isEqualTo(EventTypes.INTENT_FINISHED);
        assertThat(text(outcome, RecordHeaders.CORRELATION_ID)).isEqualTo("the author's");
        assertThat(publisher.published(Topics.ACCEPTED)).isEmpty();
        assertThat(onLog(id)).isFalse();
    }

    @Test
    void aNewerIntentOfTheTargetSupersedesTheOneThatWaits() {
        IntentId older = deferred("twice", 5, "");
        IntentId newer = deferred("twice", 3, "");

        await().atMost(Duration.ofSeconds(10))
                .until(() -> !publisher.published(Topics.OUTCOMES).isEmpty());
        IntentFinished finished = (IntentFinished)
                codec.decode(publisher.published(Topics.OUTCOMES).getFirst().value());
        assertThat(finished.id()).isEqualTo(older);
        assertThat(finished.outcome()).isEqualTo(new Outcome.Superseded(newer));
        assertThat(http.get().uri("/api/v1/deferred/" + older)).bodyText().contains("\"SUPERSEDED\"", newer.toString());
    }

    private IntentId deferred(String target, int priority, String more) {
        long sequence = SEQUENCE.getAndIncrement();
        input.send(
                InboundBatch.of(List.of(record(sequence, "oran/" + target, intent(target, priority, more)))),
                Topics.DEFERRED);
        return Held.id(sequence);
    }

    private static byte[] intent(String target, int priority, String more) {
        return "{\"intent_type\":\"scaling\",\"target\":\"%s\",\"namespace\":\"oran\",\"replicas\":2,\"priority\":%d%s}"
                .formatted(target, priority, more)
                .getBytes(UTF_8);
    }

    private static InboundRecord record(long sequence, String key, byte[] bytes) {
        Map<String, byte[]> headers = new LinkedHashMap<>(Held.headers(sequence));
        return new InboundRecord(0, sequence, key.getBytes(UTF_8), bytes, headers);
    }

    private boolean onLog(IntentId id) {
        boolean[] there = {false};
        log.forEach(intent -> there[0] |= intent.id().equals(id));
        return there[0];
    }

    private static String text(OutboundRecord record, String header) {
        return new String(record.headers().get(header), UTF_8);
    }
}
