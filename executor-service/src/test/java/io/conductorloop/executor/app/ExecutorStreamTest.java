package io.conductorloop.executor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentJudged;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.executor.AppliedMarks;
import io.conductorloop.executor.ExecutionMemory;
import io.conductorloop.executor.InMemoryPackageStore;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.deadletter.DeadLetters;
import io.conductorloop.executor.deadletter.InMemoryDeadLetters;
import io.conductorloop.executor.deadletter.Letters;
import io.conductorloop.messaging.InMemoryRecordPublisher;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.state.InMemoryIntentJournal;
import io.conductorloop.state.InMemoryTargetMarks;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.TargetMarks;
import io.conductorloop.testkit.Intents;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.cloud.stream.binder.test.InputDestination;
import org.springframework.cloud.stream.binder.test.TestChannelBinderConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The executor on the test binder: records in, records out, and what REST says of it. */
@SpringBootTest(
        properties = {
            "spring.cloud.stream.default-binder=integration",
            "conductor.telemetry.enabled=false",
            "conductor.executor.store.directory=target/unused-packages",
            "conductor.executor.retry.max-wait=200ms"
        })
@AutoConfigureMockMvc
@Import({TestChannelBinderConfiguration.class, ExecutorStreamTest.Memory.class})
class ExecutorStreamTest {
    private static final AtomicLong SEQUENCE = new AtomicLong(1);

    @Autowired
    private InputDestination input;

    @Autowired
    private InMemoryRecordPublisher publisher;

    @Autowired
    private InMemoryPackageStore packages;

    @Autowired
    private EventCodec codec;

    @Autowired
    private MockMvcTester http;

    @Autowired
    private IntentJournal journal;

    @BeforeEach
    void clear() {
        publisher.clear();
    }

    @Test
    void executesABatchAndSaysHowEachIntentEnded() {
        // Given
        InboundRecord three =
                accepted(Intents.scaling().target("oran", "a").replicas(3).bytes(), "oran/a");
        InboundRecord five =
                accepted(Intents.scaling().target("oran", "a").replicas(5).bytes(), "oran/a");
        InboundRecord other =
                accepted(Intents.scaling().target("oran", "b").replicas(1).bytes(), "oran/b");

        // When
        input.send(InboundBatch.of(List.of(three, five, other)), Topics.ACCEPTED);

        // Then
        Map<String, Outcome> outcomes = outcomes();
        assertThat(outcomes.get(five.header(RecordHeaders.ID))).isInstanceOf(Outcome.Executed.class);
        assertThat(outcomes.get(three.header(RecordHeaders.ID)))
                .isEqualTo(new Outcome.Superseded(IntentId.parse(five.header(RecordHeaders.ID))));
        assertThat(outcomes.get(other.header(RecordHeaders.ID))).isEqualTo(new Outcome.Executed("oran--b", "v1"));
        assertThat(publisher.published(Topics.OUTCOMES)).hasSize(3).allSatisfy(record -> {
            assertThat(text(record, RecordHeaders.TYPE)).isEqualTo(EventTypes.INTENT_FINISHED);
            assertThat(text(record, RecordHeaders.SOURCE)).isEqualTo("/ingest/folder/f1");
            assertThat(text(record, RecordHeaders.CORRELATION_ID)).isEqualTo("the author's");
            assertThat(new String(record.key(), UTF_8)).startsWith("oran/");
        });
        assertThat(packages.revisions("oran--a")).hasSize(1);
    }

    @Test
    void saysWhereAnExecutionStands() {
        // Given
        InboundRecord record = accepted(Intents.scaling().target("oran", "c").bytes(), "oran/c");
        input.send(InboundBatch.of(List.of(record)), Topics.ACCEPTED);

        // Then
        assertThat(http.get().uri("/api/v1/executions/" + record.header(RecordHeaders.ID)))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.revision")
                .isEqualTo("v1");
        assertThat(http.get().uri("/api/v1/executions/" + Letters.id(999_999)))
                .hasStatus(404)
                .hasContentTypeCompatibleWith("application/problem+json");
        assertThat(http.get().uri("/api/v1/workers"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.busy")
                .isEqualTo(0);
    }

    @Test
    void executesARetriedIntentWhenItIsDue() {
        // Given
        InboundRecord due = retry("oran/d", Instant.now().plusMillis(50));
        InboundRecord late = retry("oran/e", Instant.now().plusSeconds(20));

        // When
        input.send(InboundBatch.of(List.of(late, due)), Topics.RETRY);

        // Then
        assertThat(outcomes()).containsOnlyKeys(due.header(RecordHeaders.ID));
        assertThat(publisher.published(Topics.RETRY)).singleElement().satisfies(record -> {
            assertThat(text(record, RecordHeaders.ID)).isEqualTo(late.header(RecordHeaders.ID));
            assertThat(text(record, RecordHeaders.NOT_BEFORE)).isEqualTo(late.header(RecordHeaders.NOT_BEFORE));
            assertThat(text(record, RecordHeaders.ATTEMPT)).isEqualTo("3");
            assertThat(record.value()).isEqualTo(late.value());
        });
    }

    @Test
    void keepsDeadLettersAndReplaysEachOnce() {
        // Given: an intent that cannot be carried out
        InboundRecord bad = accepted(
                "{\"intent_type\":\"scaling\",\"target\":\"x\",\"namespace\":\"oran\",\"replicas\":1,\"constraints\":{\"kpt_package_name\":\"../x\"}}"
                        .getBytes(UTF_8),
                "oran/x");
        String id = bad.header(RecordHeaders.ID);
        input.send(InboundBatch.of(List.of(bad)), Topics.ACCEPTED);
        assertThat(outcomes().get(id)).isInstanceOf(Outcome.Failed.class);
        projectDeadLetters();
        assertThat(http.get().uri("/api/v1/dead-letters/" + id))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.standing")
                .isEqualTo("OPEN");

        // When
        assertThat(http.post()
                        .uri("/api/v1/dead-letters/" + id + "/replay?reason=again")
                        .header("X-Actor", "ops"))
                .hasStatus(202)
                .headers()
                .hasHeaderSatisfying(
                        "Location",
                        values -> assertThat(values.getFirst()).startsWith("http://127.0.0.1:8080/api/v1/intents/"));

        // Then
        OutboundRecord replay = publisher.published(Topics.RECEIVED).getFirst();
        assertThat(replay.value()).isEqualTo(bad.value());
        assertThat(text(replay, RecordHeaders.REPLAY_OF)).isEqualTo(id);
        assertThat(text(replay, RecordHeaders.ID)).isNotEqualTo(id);
        assertThat(text(replay, RecordHeaders.SOURCE)).isEqualTo(RecordHeaders.REST_SOURCE);
        assertThat(http.post().uri("/api/v1/dead-letters/" + id + "/replay"))
                .hasStatus(409)
                .hasContentTypeCompatibleWith("application/problem+json");
        projectDeadLetters();
        assertThat(http.get().uri("/api/v1/dead-letters/" + id))
                .bodyJson()
                .extractingPath("$.audit[0].by")
                .isEqualTo("ops");
        assertThat(http.get().uri("/api/v1/dead-letters?standing=REPLAYED"))
                .bodyJson()
                .extractingPath("$.items[0].id")
                .isEqualTo(id);
        assertThat(http.delete().uri("/api/v1/dead-letters/" + id)).hasStatus(409);
        assertThat(http.delete().uri("/api/v1/dead-letters/" + Letters.id(999_999)))
                .hasStatus(404);
    }

    @Test
    void passesOverARecordThatNamesNoIntent() {
        // Given
        InboundRecord nameless = new InboundRecord(0, 1, null, new byte[] {1}, Map.of());
        InboundRecord good = accepted(Intents.scaling().target("oran", "g").bytes(), "oran/g");

        // When
        input.send(InboundBatch.of(List.of(nameless, good)), Topics.ACCEPTED);

        // Then
        assertThat(outcomes()).containsOnlyKeys(good.header(RecordHeaders.ID));
    }

    @Test
    void passesOverARecordWithASequenceThatNoIntentCanHave() {
        // Given
        InboundRecord good = accepted(Intents.scaling().target("oran", "h").bytes(), "oran/h");
        InboundRecord bad =
                accepted(Intents.scaling().target("oran", "below-zero").bytes(), "oran/below-zero");
        Map<String, byte[]> headers = new HashMap<>(bad.headers());
        headers.put(RecordHeaders.SEQUENCE, "-1".getBytes(UTF_8));

        // When
        input.send(
                InboundBatch.of(List.of(new InboundRecord(0, 1, bad.key(), bad.value(), headers), good)),
                Topics.ACCEPTED);

        // Then
        assertThat(outcomes()).containsOnlyKeys(good.header(RecordHeaders.ID));
    }

    @Test
    void showsItsMeters() {
        assertThat(http.get().uri("/actuator/prometheus"))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "conductor_loop_worker_utilization_percent",
                        "conductor_loop_queue_depth",
                        "conductor_loop_processing_duration_seconds_bucket",
                        "conductor_loop_retry_attempts_total",
                        "conductor_loop_executions_total{",
                        "conductor_loop_dead_letters_total");
    }

    private void projectDeadLetters() {
        List<InboundRecord> dead = publisher.published(Topics.DEAD).stream()
                .map(record -> new InboundRecord(0, 0, record.key(), record.value(), record.headers()))
                .toList();
        input.send(InboundBatch.of(dead), Topics.DEAD);
    }

    private Map<String, Outcome> outcomes() {
        Map<String, Outcome> outcomes = new java.util.HashMap<>();
        for (OutboundRecord record : publisher.published(Topics.OUTCOMES)) {
            if (codec.decode(record.value()) instanceof IntentFinished finished) {
                outcomes.put(finished.id().toString(), finished.outcome());
            }
        }
        return outcomes;
    }

    private InboundRecord retry(String key, Instant notBefore) {
        InboundRecord record =
                accepted(Intents.scaling().target("oran", key.substring(5)).bytes(), key);
        Map<String, byte[]> headers = new java.util.LinkedHashMap<>(record.headers());
        headers.put(RecordHeaders.ATTEMPT, "3".getBytes(UTF_8));
        headers.put(RecordHeaders.NOT_BEFORE, notBefore.toString().getBytes(UTF_8));
        return new InboundRecord(0, 0, record.key(), record.value(), headers);
    }

    private InboundRecord accepted(byte[] bytes, String key) {
        long sequence = SEQUENCE.getAndIncrement();
        journal.append(
                List.of(new IntentJudged(Letters.id(sequence), Instant.now(), sequence, IntentState.ACCEPTED, null)));
        Map<String, byte[]> headers = OutboundRecord.headers(
                RecordHeaders.SPEC_VERSION,
                "1.0",
                RecordHeaders.ID,
                Letters.id(sequence).toString(),
                RecordHeaders.TYPE,
                EventTypes.INTENT_RECEIVED,
                RecordHeaders.SOURCE,
                "/ingest/folder/f1",
                RecordHeaders.SUBJECT,
                "intent-%C3%BC.json",
                RecordHeaders.CONTENT_TYPE,
                RecordHeaders.JSON,
                RecordHeaders.SHA256,
                "0".repeat(64),
                RecordHeaders.CORRELATION_ID,
                "the author's",
                RecordHeaders.SEQUENCE,
                Long.toString(sequence));
        return new InboundRecord(0, sequence, key.getBytes(UTF_8), bytes, headers);
    }

    private static String text(OutboundRecord record, String header) {
        return new String(record.headers().get(header), UTF_8);
    }

    @TestConfiguration
    static class Memory {
        @Bean
        @Primary
        InMemoryRecordPublisher inMemoryPublisher() {
            return new InMemoryRecordPublisher();
        }

        @Bean
        @Primary
        InMemoryPackageStore inMemoryPackages() {
            return new InMemoryPackageStore(PackageStore.Grouping.PACKAGE);
        }

        @Bean
        IntentJournal journal() {
            return new InMemoryIntentJournal();
        }

        @Bean
        DeadLetters letters() {
            return new InMemoryDeadLetters();
        }

        @Bean
        ExecutionMemory memory(IntentJournal journal) {
            Map<IntentType, TargetMarks> applied = new EnumMap<>(IntentType.class);
            for (IntentType type : IntentType.values()) {
                applied.put(type, new InMemoryTargetMarks());
            }
            return new ExecutionMemory(journal, new AppliedMarks(applied), new InMemoryTargetMarks());
        }
    }
}
