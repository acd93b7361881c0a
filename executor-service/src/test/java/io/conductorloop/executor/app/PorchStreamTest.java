package io.conductorloop.executor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentJudged;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Outcome;
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
import java.time.Instant;
import java.util.EnumMap;
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

/** The executor with Porch behind it: records in, package revisions out, and what REST says of them. */
@SpringBootTest(
        properties = {
            "spring.cloud.stream.default-binder=integration",
            "conductor.telemetry.enabled=false",
            "conductor.executor.package-per=namespace",
            "conductor.executor.store.kind=porch",
            "conductor.executor.store.porch.repositories=edge-01",
            "management.endpoint.health.show-details=always"
        })
@AutoConfigureMockMvc
@Import({TestChannelBinderConfiguration.class, PorchStreamTest.Memory.class})
class PorchStreamTest {
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
    void makesOneRevisionOfABatchAndShowsIt() {
        // When
        AtomicBoolean acknowledged = new AtomicBoolean();
        Acknowledgment acknowledgment = () -> acknowledged.set(true);
        input.send(
                MessageBuilder.fromMessage(
                                InboundBatch.of(List.of(accepted("a", 1), accepted("b", 2), accepted("a", 3))))
                        .setHeader(KafkaHeaders.ACKNOWLEDGMENT, acknowledgment)
                        .build(),
                Topics.ACCEPTED);
        await().untilTrue(acknowledged);

        // Then
        List<Outcome> outcomes = publisher.published(Topics.OUTCOMES).stream()
                .map(record -> ((IntentFinished) codec.decode(record.value())).outcome())
                .toList();
        assertThat(outcomes)
                .hasSize(3)
                .filteredOn(Outcome.Executed.class::isInstance)
                .hasSize(2)
                .allSatisfy(outcome ->
                        assertThat(((Outcome.Executed) outcome).revision()).startsWith("r-"));
        assertThat(http.get().uri("/api/v1/packages/oran/a"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"packageName": "oran", "repository": "edge-01",
                         "current": {"number": 1, "lifecycle": "published", "intents": ["%s", "%s"]}}
                        """.formatted(Letters.id(2), Letters.id(3)));
        assertThat(http.get().uri("/api/v1/executions/" + Letters.id(2)))
                .bodyJson()
                .extractingPath("$.packageLink")
                .isEqualTo("/api/v1/packages/oran/b?package=oran");
        assertThat(http.get().uri("/api/v1/repositories"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.repositories[0].name")
                .isEqualTo("edge-01");
        assertThat(http.get().uri("/api/v1/workers"))
                .bodyJson()
                .extractingPath("$.store")
                .isEqualTo("porch");
        assertThat(http.get().uri("/actuator/health"))
                .bodyJson()
                .extractingPath("$.components.porch.details.breakers.edge-01")
                .isEqualTo("CLOSED");
        assertThat(http.get().uri("/actuator/prometheus"))
                .bodyText()
                .contains(
                        "conductor_loop_porch_call_duration_seconds_count{answer=\"done\",call=\"publish\"} 1",
                        "conductor_loop_porch_waiting",
                        "conductor_loop_porch_breaker_state{repository=\"edge-01\"} 0.0");
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

        @Bean
        @Primary
        LatestRecords standingProposals() {
            return List::of;
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
