package io.conductorloop.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.executor.ExecutionPlan.Decided;
import io.conductorloop.state.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionPlannerTest {
    private final Map<IntentId, IntentFinished> finished = new HashMap<>();
    private final Set<IntentId> perhapsHeld = new HashSet<>();
    private final Map<Facet, Mark> applied = new HashMap<>();
    private ProcessingTimeEstimate times = ProcessingTimeEstimate.UNKNOWN;

    @Test
    void executesAnIntentThatNothingIsKnownOf() {
        assertThat(decisions(Deliveries.scaling("odu").at(1))).containsExactly(new Decision.Execute("oran-odu--odu"));
    }

    @Test
    void answersAgainWhereTheJournalKnowsTheEnd() {
        IntentFinished ended = new IntentFinished(
                Deliveries.id(1),
                Instant.EPOCH,
                "executor",
                1,
                "/ingest/rest",
                null,
                null,
                new Outcome.Executed("oran-odu--odu", "v3"));
        finished.put(ended.id(), ended);

        assertThat(decisions(Deliveries.scaling("odu").at(1))).containsExactly(new Decision.AnswerAgain(ended));
    }

    @Test
    void supersedesAnIntentOlderThanTheOneApplied() {
        applied.put(facet(Deliveries.scaling("odu")), new Mark(9, Deliveries.id(9), "v4"));

        assertThat(decisions(Deliveries.scaling("odu").at(1)))
                .containsExactly(new Decision.Superseded(Deliveries.id(9)));
    }

    @Test
    void executesAnIntentNewerThanTheOneApplied() {
        applied.put(facet(Deliveries.scaling("odu")), new Mark(9, Deliveries.id(9), "v4"));

        assertThat(decisions(Deliveries.scaling("odu").at(10))).containsExactly(new Decision.Execute("oran-odu--odu"));
    }

    @Test
    void leavesAnOlderIntentOfAnotherTypeStanding() {
        applied.put(facet(Deliveries.configuration("odu")), new Mark(9, Deliveries.id(9), "v4"));

        assertThat(decisions(Deliveries.scaling("odu").at(1))).containsExactly(new Decision.Execute("oran-odu--odu"));
    }

    @Test
    void asksTheStoreAboutAnOlderIntentThatItMayHold() {
        applied.put(facet(Deliveries.scaling("odu")), new Mark(9, Deliveries.id(9), "v4"));
        perhapsHeld.add(Deliveries.id(1));

        assertThat(decisions(Deliveries.scaling("odu").at(1))).containsExactly(new Decision.Execute("oran-odu--odu"));
    }

    @Test
    void refusesWhatIsNoIntent() {
        assertThat(decisions(Deliveries.unreadable(1))).singleElement().isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void refusesAClaimedNameThatCannotNameAPackage() {
        assertThat(decisions(Deliveries.scaling("odu").claiming("../../etc").at(1)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refuse -> assertThat(refuse.reason().pointer()).isEqualTo("/constraints/kpt_package_name"));
    }

    @Test
    void putsIntentsOfOnePackageIntoOneWorkInSequenceOrder() {
        // Given
        DeliveredIntent late = Deliveries.scaling("odu").claiming("site").at(8);
        DeliveredIntent early = Deliveries.configuration("cu").claiming("site").at(3);

        // When
        ExecutionPlan plan = plan(late, early);

        // Then
        assertThat(plan.work()).singleElement().satisfies(work -> {
            assertThat(work.packageName()).isEqualTo("site");
            assertThat(work.intents()).containsExactly(early, late);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "..", "täglich"})
    void refusesAConfigurationThatIsNoDataOfAConfigMap(String key) {
        // Given
        DeliveredIntent bad = Deliveries.configuration("odu").saying(key, "x").at(1);

        // Then
        assertThat(plan(bad).decisions())
                .singleElement()
                .satisfies(decided -> assertThat(decided.decision())
                        .isInstanceOfSatisfying(
                                Decision.Refuse.class,
                                refuse -> assertThat(refuse.reason().pointer()).isEqualTo("/constraints/data")));
    }

    @Test
    void refusesAConfigurationThatIsTooLarge() {
        DeliveredIntent large = Deliveries.configuration("odu")
                .saying("a", "x".repeat(ConfigurationData.LARGEST))
                .at(1);

        assertThat(plan(large).decisions().getFirst().decision())
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refuse -> assertThat(refuse.reason().rule()).isEqualTo("configuration-size"));
    }

    @Test
    void sharesAPackageAmongTheTargetsOfANamespaceWhereAsked() {
        ExecutionPlan plan = new ExecutionPlanner(PackageNaming.NAMESPACE, Set.of(IntentType.SCALING))
                .plan(
                        List.of(
                                Deliveries.scaling("odu").at(1),
                                Deliveries.scaling("cu").at(2)),
                        finished,
                        perhapsHeld,
                        applied,
                        times);

        assertThat(plan.work()).extracting(PackageWork::packageName).containsExactly("oran-odu");
    }

    @Test
    void takesUpThePackageWithTheMostUrgentIntentFirst() {
        ExecutionPlan plan = plan(
                Deliveries.scaling("slow").priority(5).at(1),
                Deliveries.scaling("urgent").priority(1).at(2),
                Deliveries.configuration("urgent").priority(10).at(3),
                Deliveries.scaling("idle").priority(0).at(4));

        assertThat(plan.work())
                .extracting(PackageWork::packageName)
                .containsExactly("oran-odu--urgent", "oran-odu--slow", "oran-odu--idle");
    }

    @Test
    void takesUpTheQuickerOfEquallyUrgentPackagesFirst() {
        // Given
        times = times.observed("far", 1, Duration.ofSeconds(2)).observed("near", 1, Duration.ofMillis(2));

        // When
        ExecutionPlan plan = plan(
                Deliveries.scaling("a").onRepository("far").at(1),
                Deliveries.scaling("b").onRepository("near").at(2));

        // Then
        assertThat(plan.work()).extracting(PackageWork::packageName).containsExactly("oran-odu--b", "oran-odu--a");
    }

    private ExecutionPlan plan(DeliveredIntent... batch) {
        return new ExecutionPlanner(PackageNaming.TARGET, Set.of(IntentType.SCALING))
                .plan(List.of(batch), finished, perhapsHeld, applied, times);
    }

    private List<Decision> decisions(DeliveredIntent... batch) {
        return plan(batch).decisions().stream().map(Decided::decision).toList();
    }

    private static Facet facet(Deliveries delivery) {
        return Facet.of(delivery.intent());
    }
}
