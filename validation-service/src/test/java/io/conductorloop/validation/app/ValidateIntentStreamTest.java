package io.conductorloop.validation.app;

import static io.conductorloop.validation.ReceivedIntents.id;
import static io.conductorloop.validation.ReceivedIntents.record;
import static io.conductorloop.validation.ReceivedIntents.with;
import static io.conductorloop.validation.ReceivedIntents.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentJudged;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Target;
import io.conductorloop.contracts.Topics;
import io.conductorloop.messaging.InMemoryRecordPublisher;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.messaging.telemetry.Workload;
import io.conductorloop.messaging.tracing.Tracing;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.IntentJournal.Stage;
import io.conductorloop.testkit.Intents;
import io.conductorloop.validation.JudgeIntents;
import io.conductorloop.validation.ReceivedIntents;
import io.conductorloop.validation.ValidationMetrics;
import io.conductorloop.validation.stream.ValidateIntent;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.stream.binder.test.InputDestination;

@ValidationStreams
class ValidateIntentStreamTest {
    private static final AtomicLong NUMBERS = new AtomicLong();

    @Autowired
    private InMemoryRecordPublisher broker;

    @Autowired
    private InputDestination topic;

    @Autowired
    private EventCodec codec;

    @Autowired
    private IntentJournal journal;

    @Autowired
    private JudgeIntents judge;

    @Autowired
    private ValidationMetrics metrics;

    @Autowired
    private MeterRegistry registry;

    private long first;
    private Target target;

    @BeforeEach
    void useAnotherTarget() {
        broker.clear();
        first = NUMBERS.addAndGet(100);
        target = new Target("oran-odu", "odu-" + first);
    }

    @Test
    void passesAValidIntentOnUntouched() {
        // Given
        InboundRecord received = said(1, 5);

        // When
        send(received);

        // Then
        OutboundRecord accepted = broker.published(Topics.ACCEPTED).getFirst();
        Map<String, byte[]> headers = new HashMap<>(accepted.headers());
        assertThat(headers.remove(RecordHeaders.SEQUENCE)).asString().isEqualTo(String.valueOf(first + 1));
        assertThat(headers).isEqualTo(received.headers());
        assertThat(accepted.value()).isSameAs(received.value());
        assertThat(accepted.key()).asString().isEqualTo(target.key());
        assertThat(broker.published()).hasSize(1);
        assertThat(journal.story(id(first + 1))).singleElement().isInstanceOfSatisfying(IntentJudged.class, judged -> {
            assertThat(judged.state()).isEqualTo(IntentState.ACCEPTED);
            assertThat(judged.sequence()).isEqualTo(first + 1);
        });
    }

    @Test
    void judgesThreeFiveThreeFiveFive() {
        // When
        send(said(1, 3), said(2, 5), said(3, 3), said(4, 5), said(5, 5));

        // Then
        assertThat(broker.published(Topics.ACCEPTED)).hasSize(4);
        IntentFinished end = outcomes().getFirst();
        assertThat(end.outcome()).isEqualTo(new Outcome.Duplicate(id(first + 4)));
        assertThat(end.id()).isEqualTo(id(first + 5));
        assertThat(journal.story(id(first + 5)))
                .extracting(IntentEvent::state)
                .containsExactly(IntentState.DUPLICATE, IntentState.DUPLICATE);
    }

    @Test
    void refusesWithAnOutcomeThatSaysWhy() {
        // When
        send(said(1, 500));

        // Then
        OutboundRecord record = broker.published(Topics.OUTCOMES).getFirst();
        IntentFinished end = (IntentFinished) codec.decode(record.value());
        assertThat(end.outcome())
                .isEqualTo(new Outcome.Rejected(
                        List.of(new Reason("maximum", "/replicas", "must be at most 100, but is 500"))));
        assertThat(end.service()).isEqualTo("validation");
        assertThat(end.sequence()).isEqualTo(first + 1);
        assertThat(end.source()).isEqualTo(ReceivedIntents.SOURCE);
        assertThat(end.file()).isEqualTo("intent-ü%.json");
        assertThat(end.target()).isEqualTo(target);
        assertThat(header(record, RecordHeaders.ID)).isEqualTo(id(first + 1).toString());
        assertThat(header(record, RecordHeaders.TYPE)).isEqualTo(EventTypes.INTENT_FINISHED);
        assertThat(header(record, RecordHeaders.SOURCE)).isEqualTo(ReceivedIntents.SOURCE);
        assertThat(header(record, RecordHeaders.TRACEPARENT)).startsWith("00-");
        assertThat(header(record, RecordHeaders.CORRELATION_ID)).isEqualTo("the author's");
        assertThat(record.key()).asString().isEqualTo(target.key());
        assertThat(journal.story(id(first + 1))).containsExactly(end);
        assertThat(broker.published()).hasSize(1);
    }

    @Test
    void filesWhatCannotBeReadUnderItsFilesName() {
        // When
        send(record(id(first), first, "intent-x.json", new byte[] {(byte) 0xFF}));

        // Then
        OutboundRecord record = broker.published(Topics.OUTCOMES).getFirst();
        assertThat(record.key()).asString().isEqualTo("intent-x.json");
        assertThat(outcomes().getFirst().target()).isNull();
    }

    @Test
    void defersWhatMayWait() {
        // When
        String intent = Intents.scaling()
                .target(target.namespace(), target.name())
                .json()
                .replace("}", ",\"constraints\":{\"deferrable\":true}}");
        send(record(id(first), first, target.key(), intent.getBytes(StandardCharsets.UTF_8)));

        // Then
        assertThat(broker.published())
                .singleElement()
                .extracting(OutboundRecord::topic)
                .isEqualTo(Topics.DEFERRED);
        assertThat(journal.story(id(first))).extracting(IntentEvent::state).containsExactly(IntentState.DEFERRED);
    }

    @Test
    void answersARedeliveredBatchTheSame() {
        // Given
        InboundRecord[] batch = {said(1, 3), said(2, 3), said(3, 0), said(4, 7)};
        send(batch);
        List<OutboundRecord> before = broker.published();
        broker.clear();

        // When
        send(batch);

        // Then
        assertThat(broker.published()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void answersTheSameInBatchesAsSmallAsADirectiveSays() {
        // Given
        InboundRecord[] batch = {said(1, 3), said(2, 3), said(3, 0), said(4, 7)};
        send(batch);
        List<OutboundRecord> before = broker.published();
        broker.clear();
        List<Integer> calls = new ArrayList<>();
        ValidateIntent small = new ValidateIntent(
                judge,
                record -> broker.publish(record),
                codec,
                metrics,
                new Workload(),
                () -> {
                    calls.add(1);
                    return 1;
                },
                InstantSource.system(),
                Tracing.OFF);

        // When
        small.accept(InboundBatch.of(List.of(batch)));

        // Then
        assertThat(broker.published()).usingRecursiveComparison().isEqualTo(before);
        assertThat(calls).hasSize(4);
    }

    @Test
    void answersTheSameWhenPublishingFailedTheFirstTime() {
        // Given
        RecordPublisher down = record -> CompletableFuture.failedFuture(new IllegalStateException("broker away"));
        ValidateIntent failing = new ValidateIntent(
                judge, down, codec, metrics, new Workload(), () -> 500, InstantSource.system(), Tracing.OFF);
        var batch = InboundBatch.of(List.of(said(1, 3), said(2, 3)));
        assertThatThrownBy(() -> failing.accept(batch)).isInstanceOf(RecordPublisher.PublishingFailedException.class);

        // When
        topic.send(batch, Topics.RECEIVED);

        // Then
        assertThat(broker.published())
                .extracting(OutboundRecord::topic)
                .containsExactly(Topics.ACCEPTED, Topics.OUTCOMES);
        assertThat(outcomes().getFirst().outcome()).isEqualTo(new Outcome.Duplicate(id(first + 1)));
    }

    @Test
    void letsTheFirstCopyAnswer() {
        // Given
        InboundRecord copy = said(1, 3);
        send(copy);
        broker.clear();

        // When
        send(new InboundRecord(0, first + 50, copy.key(), copy.value(), copy.headers()));

        // Then
        assertThat(broker.published()).isEmpty();
    }

    @Test
    void refusesBytesThatAreNotThoseThatWereReceived() {
        // When
        send(with(RecordHeaders.SHA256, "0".repeat(64), said(1, 3)), without(RecordHeaders.SHA256, said(2, 3)));

        // Then
        assertThat(outcomes())
                .extracting(end ->
                        ((Outcome.Rejected) end.outcome()).reasons().getFirst().rule())
                .containsExactly("sha256", "headers");
    }

    @Test
    void putsAsideWhatNamesNoIntentAndGoesOn() {
        // Given
        double before = count("conductor.loop.validation.unidentified");
        InboundRecord nameless = without(RecordHeaders.ID, said(1, 3));

        // When
        send(nameless, with(RecordHeaders.ID, "7", said(2, 4)), said(3, 5));

        // Then
        List<OutboundRecord> dead = broker.published(Topics.DEAD);
        assertThat(dead)
                .extracting(record -> header(record, RecordHeaders.FAILURE))
                .containsExactly("the record has no ce_id header", "ce_id is not a UUID of 36 characters: 7");
        assertThat(dead.getFirst().value()).isSameAs(nameless.value());
        assertThat(dead.getFirst().key()).isSameAs(nameless.key());
        assertThat(broker.published(Topics.ACCEPTED)).hasSize(1);
        assertThat(count("conductor.loop.validation.unidentified")).isEqualTo(before + 2);
    }

    @Test
    void countsWhatItDecides() {
        // Given
        double failures = count("conductor.loop.validation.failures");
        double accepted = registry.get("conductor.loop.validation.verdicts")
                .tag("verdict", "accepted")
                .counter()
                .count();

        // When
        send(said(1, 3), said(2, 0), said(3, 101), said(4, 4));

        // Then
        assertThat(count("conductor.loop.validation.failures")).isEqualTo(failures + 2);
        assertThat(registry.get("conductor.loop.validation.verdicts")
                        .tag("verdict", "accepted")
                        .counter()
                        .count())
                .isEqualTo(accepted + 2);
        assertThat(registry.get("conductor.loop.validation.broken.rules")
                        .tag("rule", "minimum")
                        .counter()
                        .count())
                .isPositive();
        assertThat(registry.get("conductor.loop.validation.duration").timer().count())
                .isPositive();
    }

    @Test
    void writesTheVerdictDownBeforeItAnswers() {
        // When
        send(said(1, 3), said(2, 0));

        // Then
        assertThat(journal.find(Stage.JUDGED, List.of(id(first + 1)))).hasSize(1);
        assertThat(journal.find(Stage.FINISHED, List.of(id(first + 2)))).hasSize(1);
    }

    private InboundRecord said(int number, int replicas) {
        byte[] intent = Intents.scaling()
                .target(target.namespace(), target.name())
                .replicas(replicas)
                .bytes();
        return record(id(first + number), first + number, target.key(), intent);
    }

    private void send(InboundRecord... records) {
        topic.send(InboundBatch.of(List.of(records)), Topics.RECEIVED);
    }

    private List<IntentFinished> outcomes() {
        return broker.published(Topics.OUTCOMES).stream()
                .map(record -> (IntentFinished) codec.decode(record.value()))
                .toList();
    }

    private double count(String counter) {
        return registry.get(counter).counter().count();
    }

    private static String header(OutboundRecord record, String name) {
        return new String(record.headers().get(name), StandardCharsets.UTF_8);
    }
}
