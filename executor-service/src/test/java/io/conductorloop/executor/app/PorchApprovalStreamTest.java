package io.conductorloop.executor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentJudged;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.executor.AppliedMarks;
import io.conductorloop.executor.ExecutionMemory;
import io.conductorloop.executor.deadletter.DeadLetters;
import io.conductorloop.executor.deadletter.InMemoryDeadLetters;
import io.conductorloop.executor.deadletter.Letters;
import io.conductorloop.messaging.InMemoryRecordPublisher;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.LatestRecords;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.porchfake.FakePorch;
import io.conductorloop.porchfake.Repository;
import io.conductorloop.state.InMemoryIntentJournal;
import io.conductorloop.state.InMemorySiteBoard;
import io.conductorloop.state.InMemoryTargetMarks;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.SiteBoard;
import io.conductorloop.state.TargetMarks;
import io.conductorloop.testkit.Intents;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
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
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** The executor where a person approves: records in, proposals in Porch, and outcomes once somebody has decided. */
@SpringBootTest(
        properties = {
            "spring.cloud.stream.default-binder=integration",
            "conductor.telemetry.enabled=false",
            "conductor.executor.store.porch.approval=propose-only",
            "conductor.executor.store.porch.approval-check=50ms",
            "conductor.executor.store.kind=porch",
            "conductor.executor.store.porch.repositories=edge-01"
        })
@AutoConfigureMockMvc
@Import({TestChannelBinderConfiguration.class, PorchApprovalStreamTest.Memory.class})
class PorchApprovalStreamTest {
    private static final FakePorch PORCH = start();

    @Autowired
    private InputDestination input;

    @Autowired
    private InMemoryRecordPublisher publisher;

    @Autowired
    private EventCodec codec;

    @Autowired
    private IntentJournal journal;

    @Autowired
    private LatestRecords proposed;

    @Autowired
    private MockMvcTester http;

    @DynamicPropertySource
    static void porch(DynamicPropertyRegistry properties) {
        properties.add("conductor.executor.store.porch.server", PORCH::address);
    }

    @AfterAll
    static void stop() {
        PORCH.close();
    }

    @Test
    void saysProposedUntilAPersonApprovesOrRejects() throws Exception {
        // Given
        AtomicBoolean acknowledged = new AtomicBoolean();
        Acknowledgment acknowledgment = () -> acknowledged.set(true);
        input.send(
                MessageBuilder.fromMessage(InboundBatch.of(List.of(accepted("a", 1), accepted("b", 2))))
                        .setHeader(KafkaHeaders.ACKNOWLEDGMENT, acknowledgment)
                        .build(),
                Topics.ACCEPTED);
        await().untilTrue(acknowledged);
        assertThat(publisher.published(Topics.PROPOSED)).hasSize(2);
        assertThat(publisher.published(Topics.OUTCOMES)).isEmpty();
        assertThat(http.get().uri("/api/v1/executions/" + Letters.id(1)))
                .bodyJson()
                .isLenientlyEqualTo("{\"state\": \"PROPOSED\", \"packageName\": \"oran--a\"}");

        // When
        move("oran--a", "Published");
        move("oran--b", "Draft");

        // Then
        await().until(() -> publisher.published(Topics.OUTCOMES).size() >= 2);
        Map<IntentId, Outcome> outcomes = new HashMap<>();
        for (OutboundRecord record : publisher.published(Topics.OUTCOMES)) {
            IntentFinished finished = (IntentFinished) codec.decode(record.value());
            assertThat(record.key()).isEqualTo(finished.target().key().getBytes(UTF_8));
            assertThat(record.headers()).doesNotContainKeys("proposal", "included", "record-key");
            outcomes.put(finished.id(), finished.outcome());
        }
        assertThat(outcomes.get(Letters.id(1))).isInstanceOf(Outcome.Executed.class);
        assertThat(outcomes.get(Letters.id(2)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason())
                                .extracting(Reason::rule)
                                .isEqualTo("porch-rejected"));
        await().untilAsserted(() -> assertThat(standing()).isEmpty());
        assertThat(publisher.published(Topics.DEAD)).hasSize(1);
        await().untilAsserted(() ->
                assertThat(http.get().uri("/api/v1/packages/oran/b")).hasStatus(404));
        await().untilAsserted(() -> assertThat(http.get().uri("/actuator/prometheus"))
                .bodyText()
                .contains("conductor_loop_porch_proposed 0.0"));
    }

    private void move(String packageName, String lifecycle) throws Exception {
        String base = "/apis/porch.kpt.dev/v1alpha1/namespaces/default/packagerevisions";
        HttpClient client = HttpClient.newHttpClient();
        String listed = client.send(
                        HttpRequest.newBuilder(PORCH.address()
                                        .resolve(base + "?fieldSelector=spec.packageName=" + packageName))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        String name =
                new JsonMapper().readTree(listed).at("/items/0/metadata/name").asString();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(PORCH.address().resolve(base + "/" + name + "/approval"))
                        .header("Content-Type", "application/merge-patch+json")
                        .method(
                                "PATCH",
                                HttpRequest.BodyPublishers.ofString("{\"spec\":{\"lifecycle\":\"" + lifecycle + "\"}}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private Collection<InboundRecord> standing() {
        return proposed.read();
    }

    private InboundRecord accepted(String target, long sequence) {
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
                RecordHeaders.CONTENT_TYPE,
                RecordHeaders.JSON,
                RecordHeaders.SHA256,
                "0".repeat(64),
                RecordHeaders.SEQUENCE,
                Long.toString(sequence));
        byte[] bytes = Intents.scaling().target("oran", target).bytes();
        return new InboundRecord(0, sequence, ("oran/" + target).getBytes(UTF_8), bytes, headers);
    }

    private static FakePorch start() {
        FakePorch porch = new FakePorch();
        porch.register(Repository.named("edge-01"));
        return porch;
    }

    @TestConfiguration
    static class Memory {
        @Bean
        @Primary
        InMemoryRecordPublisher inMemoryPublisher() {
            return new InMemoryRecordPublisher();
        }

        /** As the compacted topic would stand. */
        @Bean
        @Primary
        LatestRecords standingProposals(InMemoryRecordPublisher publisher) {
            return () -> {
                Map<String, InboundRecord> latest = new LinkedHashMap<>();
                for (OutboundRecord record : publisher.published(Topics.PROPOSED)) {
                    String key = new String(record.key(), UTF_8);
                    latest.remove(key);
                    if (record.value() != null) {
                        latest.put(key, new InboundRecord(0, 0, record.key(), record.value(), record.headers()));
                    }
                }
                return latest.values();
            };
        }

        @Bean
        IntentJournal journal() {
            return new InMemoryIntentJournal();
        }

        @Bean
        SiteBoard board() {
            return new InMemorySiteBoard();
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
