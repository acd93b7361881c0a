package io.conductorloop.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.ingest.FinishPlan.Place;
import io.conductorloop.ingest.StatusReport.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FinishPlanTest {
    private static final IntentId ID = IntentId.parse("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final IntentId OTHER = IntentId.parse("01890a5d-ac97-774b-bcce-b302099a8057");
    private static final FileName FILE = FileName.of("intent-a.json");
    private static final Instant AT = Instant.parse("2026-11-23T10:11:12.345Z");

    @Test
    void executedIntentsSucceed() {
        FinishPlan plan = plan(new Outcome.Executed("oran-odu-odu", "v3"));

        assertThat(plan.place()).isEqualTo(Place.PROCESSED);
        assertThat(plan.error()).isEmpty();
        assertThat(plan.status().status()).isEqualTo(Status.SUCCESS);
        assertThat(plan.status().outcome()).isEqualTo(IntentState.EXECUTED);
        assertThat(plan.status().packageName()).isEqualTo("oran-odu-odu");
        assertThat(plan.status().revision()).isEqualTo("v3");
        assertThat(plan.status().sequence()).isEqualTo(42);
    }

    @Test
    void repeatsAndOvertakenIntentsAreSkipped() {
        FinishPlan repeat = plan(new Outcome.Duplicate(OTHER));
        FinishPlan overtaken = plan(new Outcome.Superseded(OTHER));

        assertThat(List.of(repeat, overtaken)).allSatisfy(plan -> {
            assertThat(plan.place()).isEqualTo(Place.PROCESSED);
            assertThat(plan.status().status()).isEqualTo(Status.SKIPPED);
        });
        assertThat(repeat.status().original()).isEqualTo(OTHER);
        assertThat(overtaken.status().supersededBy()).isEqualTo(OTHER);
    }

    @Test
    void refusedAndFailedIntentsFailWithAnErrorLog() {
        // When
        FinishPlan refused = plan(new Outcome.Rejected(List.of(new Reason("maximum", "/replicas", "too\nmany"))));
        FinishPlan failed = plan(new Outcome.Failed(Reason.of("timeout", "took too long"), 4));

        // Then
        assertThat(List.of(refused, failed)).allSatisfy(plan -> {
            assertThat(plan.place()).isEqualTo(Place.FAILED);
            assertThat(plan.status().status()).isEqualTo(Status.FAILED);
        });
        assertThat(refused.errorLogEntry("/data/intent-a.json"))
                .isEqualTo("File: /data/intent-a.json\nFailed at: 2026-11-23T10:11:12Z\n"
                        + "Error: Refused: /replicas: too[?]many [maximum]\n\n");
        assertThat(failed.status().retries()).isEqualTo(3);
    }

    @Test
    void namesFallBackToTimeAndThenToTheId() {
        FinishPlan plan = plan(new Outcome.Executed("p", "v1"));

        assertThat(plan.names().map(FileName::text))
                .containsExactly(
                        "intent-a.json", "intent-a_20261123T101112.json", "intent-a_20261123T101112_" + ID + ".json");
        assertThat(plan.statusNames().map(FileName::text))
                .containsExactly(
                        "intent-a.json-20261123-101112.status", "intent-a.json-20261123-101112-" + ID + ".status");
    }

    @Test
    void theSameOutcomeMakesTheSamePlan() {
        assertThat(plan(new Outcome.Duplicate(OTHER))).isEqualTo(plan(new Outcome.Duplicate(OTHER)));
    }

    @Test
    void longMessagesAndManyReasonsAreCut() {
        // Given
        List<Reason> reasons = IntStream.range(0, 500)
                .mapToObj(i -> new Reason("rule", "/p" + i, "ü".repeat(2_000)))
                .toList();

        // When
        StatusReport status = plan(new Outcome.Rejected(reasons)).status();

        // Then
        assertThat(status.message().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(65_536);
        assertThat(status.message()).endsWith("...").doesNotContain("\uFFFD");
        assertThat(status.errors()).hasSize(100);
    }

    @Test
    void theIntentsIdStandsInForAMissingCorrelationId() {
        assertThat(plan(new Outcome.Duplicate(OTHER)).status().correlationId()).isEqualTo(ID.toString());
    }

    private static FinishPlan plan(Outcome outcome) {
        return FinishPlan.of(
                new IntentFinished(ID, AT, "executor", 42, "/ingest/folder/x", "intent-a.json", null, outcome),
                FILE,
                null);
    }
}
