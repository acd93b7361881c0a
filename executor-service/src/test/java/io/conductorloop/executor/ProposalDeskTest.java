package io.conductorloop.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.contracts.IntentEvent.IntentProposed;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Bench.Step;
import io.conductorloop.executor.ProposalDesk.Waiting;
import io.conductorloop.executor.porch.Approval;
import io.conductorloop.executor.porch.GitTurns;
import io.conductorloop.executor.porch.InMemoryPorch;
import io.conductorloop.executor.porch.Placements;
import io.conductorloop.executor.porch.PorchPackageStore;
import io.conductorloop.executor.porch.PorchSettings;
import io.conductorloop.state.IntentJournal;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposalDeskTest {
    private final InMemoryPorch porch = new InMemoryPorch("edge-01");
    private final Bench bench = new Bench().naming(PackageNaming.NAMESPACE).store(_ -> store());
    private final DeliveredIntent odu = Deliveries.scaling("odu").at(1);

    @Test
    void saysOfAnIntentThatItIsProposedAndExecutesItOnceApproved() {
        // Given
        bench.deliver(odu);
        assertThat(bench.outcomes).isEmpty();
        assertThat(state(odu)).isEqualTo(IntentState.PROPOSED);
        follow();
        assertThat(bench.outcomes).isEmpty();

        // When
        approve();
        follow();

        // Then
        assertThat(bench.outcomeOf(odu)).isInstanceOf(Outcome.Executed.class);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void failsAnIntentThatWasRejectedAndLetsItsAuthorSayTheSameAgain() {
        // Given
        bench.deliver(odu);
        porch.reject(porch.open().getFirst());

        // When
        follow();
        follow();

        // Then
        assertThat(bench.outcomeOf(odu))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason())
                                .extracting(Reason::rule)
                                .isEqualTo("porch-rejected"));
        assertThat(bench.dead).hasSize(1);
        assertThat(porch.open()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NOTE, true, true",
        "JOURNAL, false, true",
        "JOURNAL, true, true",
        "ANNOUNCE, false, true",
        "ANNOUNCE, true, true",
        "NOTE, true, false",
        "JOURNAL, false, false",
        "JOURNAL, true, false",
        "ANNOUNCE, false, false",
        "ANNOUNCE, true, false"
    })
    void givesAnIntentItsOneEndThoughTheExecutorDiesOverIt(Step step, boolean done, boolean approved) {
        // Given
        bench.deliver(odu);
        if (approved) {
            approve();
        } else {
            porch.reject(porch.open().getFirst());
        }
        Collection<Waiting> before = waiting();
        bench.fault((at, isDone) -> {
            if (at == step && isDone == done) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> bench.desk(store()).follow(before, bench.announcer()))
                .isNotNull();

        // When
        bench.fault(Bench.NONE);
        bench.restart();
        bench.desk(store()).follow(before, bench.announcer());

        // Then
        assertThat(bench.outcomes.stream().distinct()).hasSize(1);
        assertThat(bench.outcomes.getFirst().state()).isEqualTo(approved ? IntentState.EXECUTED : IntentState.FAILED);
    }

    @Test
    void isToldTheSameByPorchWhenRedisHasLostEverything() {
        // Given
        bench.deliver(odu);
        approve();
        Bench forgetful = new Bench().naming(PackageNaming.NAMESPACE).store(_ -> store());

        // When
        forgetful.desk(store()).follow(waiting(), forgetful.announcer());

        // Then
        assertThat(forgetful.outcomeOf(odu)).isInstanceOf(Outcome.Executed.class);
        assertThat(porch.published()).hasSize(1);
    }

    @Test
    void remindsAJournalThatHasForgotten() {
        // Given
        bench.deliver(odu);
        Bench forgetful = new Bench().naming(PackageNaming.NAMESPACE).store(_ -> store());

        // When
        forgetful.desk(store()).follow(waiting(), forgetful.announcer());

        // Then
        assertThat(forgetful.journal.story(odu.id()))
                .singleElement()
                .isInstanceOfSatisfying(IntentProposed.class, proposed -> {
                    assertThat(proposed.included()).isTrue();
                    assertThat(proposed.packageName()).isEqualTo("oran-odu");
                });
    }

    @Test
    void keepsTheNewestOfAFacetAloneOfWhatWaitsBehindAProposal() {
        // Given
        DeliveredIntent cu = Deliveries.scaling("cu").at(2);
        DeliveredIntent three = Deliveries.scaling("odu").replicas(3).at(3);
        DeliveredIntent five = Deliveries.scaling("odu").replicas(5).at(4);
        bench.deliver(odu, cu);
        bench.deliver(three);
        bench.deliver(five);

        // When
        follow();

        // Then
        assertThat(bench.outcomeById()).containsOnlyKeys(three.id());
        assertThat(bench.outcomeOf(three)).isEqualTo(new Outcome.Superseded(five.id()));

        // When
        approve();
        follow();
        approve();
        follow();

        // Then
        assertThat(bench.outcomeById()).hasSize(4);
        assertThat(bench.outcomeOf(five)).isInstanceOf(Outcome.Executed.class);
        assertThat(porch.published()).hasSize(2);
    }

    @Test
    void refusesWhatWaitsAndCanNoLongerBeRead() {
        // Given
        DeliveredIntent unreadable = Deliveries.unreadable(7);

        // When
        bench.desk(store()).follow(List.of(new Waiting(unreadable, "r-1", true)), bench.announcer());

        // Then
        assertThat(bench.outcomeOf(unreadable)).isInstanceOf(Outcome.Failed.class);
        assertThat(bench.dead).hasSize(1);
    }

    private void follow() {
        bench.desk(store()).follow(waiting(), bench.announcer());
    }

    /** What stands on the topic. */
    private Collection<Waiting> waiting() {
        Map<IntentId, Waiting> waiting = new LinkedHashMap<>();
        bench.proposed.forEach(awaited -> waiting.put(
                awaited.intent().id(),
                new Waiting(
                        awaited.intent(),
                        awaited.event().revision(),
                        awaited.event().included())));
        waiting.keySet().removeAll(bench.outcomeById().keySet());
        return List.copyOf(waiting.values());
    }

    private IntentState state(DeliveredIntent intent) {
        return IntentJournal.state(bench.journal.story(intent.id()));
    }

    private void approve() {
        porch.publish(porch.open().getFirst());
    }

    private PorchPackageStore store() {
        Duration any = Duration.ofSeconds(1);
        return new PorchPackageStore(
                porch,
                porch,
                new PorchSettings(List.of("edge-01"), "a", any, any, any, any, any, Approval.PROPOSE_ONLY),
                Placements.over(porch, porch, List.of("edge-01")),
                new GitTurns(1),
                System::nanoTime,
                new Random(1));
    }
}
