package io.conductorloop.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import io.conductorloop.state.IntentJournal.Stage;
import io.conductorloop.state.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BatchExecutionTest {
    private static final Reason NO = Reason.of("schema", "no such workload");
    private static final Reason AWAY = Reason.of("porch", "the server is away");

    @Test
    void executesIntentsOfDifferentTargets() {
        // Given
        Bench bench = new Bench();
        DeliveredIntent odu = Deliveries.scaling("odu").at(1);
        DeliveredIntent cu = Deliveries.scaling("cu").at(2);

        // When
        bench.deliver(odu, cu);

        // Then
        assertThat(bench.outcomeOf(odu)).isEqualTo(new Outcome.Executed("oran-odu--odu", "v1"));
        assertThat(bench.outcomeOf(cu)).isEqualTo(new Outcome.Executed("oran-odu--cu", "v1"));
    }

    @Test
    void letsTheNewestOfATargetWinWithinABatch() {
        // Given
        Bench bench = new Bench();
        DeliveredIntent three = Deliveries.scaling("odu").replicas(3).at(1);
        DeliveredIntent five = Deliveries.scaling("odu").replicas(5).at(2);

        // When
        bench.deliver(five, three);

        // Then
        assertThat(bench.outcomeOf(five)).isInstanceOf(Outcome.Executed.class);
        assertThat(bench.outcomeOf(three)).isEqualTo(new Outcome.Superseded(five.id()));
        assertThat(bench.packages.revisions("oran-odu--odu")).hasSize(1);
        assertThat(bench.journal.find(Stage.EXECUTING, List.of(three.id(), five.id())))
                .containsOnlyKeys(five.id());
    }

    @Test
    void coalescesIntentsOfDifferentTargetsIntoOneRevision() {
        // Given
        Bench bench = new Bench();
        DeliveredIntent odu = Deliveries.scaling("odu").claiming("site").at(1);
        DeliveredIntent cu = Deliveries.scaling("cu").claiming("site").at(2);

        // When
        bench.deliver(odu, cu);

        // Then
        assertThat(bench.outcomeById().values()).containsOnly(new Outcome.Executed("site", "v1"));
        assertThat(bench.packages.revisions("site")).hasSize(1);
    }

    @Test
    void cutsWhatIsDeliveredIntoBatchesOfTheSizeThatHolds() {
        // Given
        Bench bench = new Bench().batchSize(2);
        DeliveredIntent[] intents = new DeliveredIntent[5];
        for (int i = 0; i < intents.length; i++) {
            intents[i] = Deliveries.scaling("odu-" + i).claiming("site").at(i + 1);
        }

        // When
        bench.deliver(intents);

        // Then
        assertThat(bench.outcomeById()).hasSize(5);
        assertThat(bench.packages.revisions("site"))
                .as("one of two, of two, of one")
                .hasSize(3);
    }

    @Test
    void givesManySmallBatchesNoMoreTimeThanOneLargeOne() {
        // Given
        CountDownLatch never = new CountDownLatch(1);
        Bench bench = new Bench()
                .budget(Duration.ofMillis(300))
                .batchSize(1)
                .store(store -> through(store, changes -> {
                    awaitUninterruptedly(never);
                    return Map.of();
                }));
        DeliveredIntent[] intents = new DeliveredIntent[20];
        for (int i = 0; i < intents.length; i++) {
            intents[i] = Deliveries.scaling("odu-" + i).at(i + 1);
        }
        Instant start = Instant.now();

        // When
        bench.deliver(intents);

        // Then
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
        assertThat(bench.postponed).hasSize(20);
    }

    private static void awaitUninterruptedly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void executesTheOlderWhereTheNewerIsRefused() {
        // Given
        Bench bench = new Bench().store(saying(Map.of(2L, new Effect.Refused(NO))));
        DeliveredIntent older = Deliveries.scaling("odu").at(1);
        DeliveredIntent refused = Deliveries.scaling("odu").at(2);

        // When
        bench.deliver(older, refused);

        // Then
        assertThat(bench.outcomeOf(refused)).isEqualTo(new Outcome.Failed(NO, 1));
        assertThat(bench.outcomeOf(older)).isInstanceOf(Outcome.Executed.class);
    }

    @Test
    void failsARefusedIntentForGoodAndLetsItBeSaidAgain() {
        // Given
        Bench bench = new Bench().store(saying(Map.of(1L, new Effect.Refused(NO))));
        DeliveredIntent refused = Deliveries.scaling("odu").at(1);
        Target target = refused.target();
        bench.accepted.advance(Map.of(target, new Mark(1, refused.id(), "hash")));

        // When
        bench.deliver(refused);

        // Then
        assertThat(bench.dead).singleElement().extracting(e -> e.id()).isEqualTo(refused.id());
        assertThat(bench.accepted.read(List.of(target))).isEmpty();
    }

    @Test
    void failsWhatIsNoIntent() {
        Bench bench = new Bench();

        bench.deliver(Deliveries.unreadable(1));

        assertThat(bench.dead).singleElement().extracting(e -> e.state()).isEqualTo(IntentState.FAILED);
    }

    @Test
    void putsAnIntentOffThatTheStoreDidNotTake() {
        // Given
        Bench bench = new Bench().store(saying(Map.of(1L, new Effect.Unavailable(AWAY))));
        DeliveredIntent odu = Deliveries.scaling("odu").at(1);
        DeliveredIntent cu = Deliveries.scaling("cu").at(2);

        // When
        bench.deliver(odu, cu);

        // Then
        assertThat(bench.outcomeById()).containsOnlyKeys(cu.id());
        assertThat(bench.postponed).singleElement().satisfies(later -> {
            assertThat(later.event().attempt()).isEqualTo(1);
            assertThat(later.event().reason()).isEqualTo(AWAY);
            assertThat(Duration.between(later.event().at(), later.event().notBefore()))
                    .isBetween(Duration.ZERO, Duration.ofMillis(500));
        });
        assertThat(bench.journal.find(Stage.RETRYING, List.of(odu.id()))).containsKey(odu.id());
    }

    @Test
    void countsNoAttemptForAnIntentThatTheStoreWasNotGiven() {
        // Given
        Bench bench = new Bench().store(saying(Map.of(2L, new Effect.Unavailable(AWAY))));
        DeliveredIntent older = Deliveries.scaling("odu").at(1);
        DeliveredIntent newer = Deliveries.scaling("odu").at(2);

        // When
        bench.deliver(older, newer);

        // Then
        assertThat(bench.retries)
                .extracting(DeliveredIntent::sequence, DeliveredIntent::attempts)
                .containsExactlyInAnyOrder(tuple(1L, 0), tuple(2L, 1));
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        // Given
        Bench bench = new Bench().maxAttempts(3).store(saying(Map.of(1L, new Effect.Unavailable(AWAY))));
        DeliveredIntent odu = Deliveries.scaling("odu").at(1);

        // When
        bench.deliver(odu);
        bench.deliverRetries();
        bench.deliverRetries();

        // Then
        assertThat(bench.outcomeOf(odu)).isEqualTo(new Outcome.Failed(AWAY, 3));
        assertThat(bench.dead).hasSize(1);
        assertThat(bench.retries).isEmpty();
    }

    @Test
    void takesAThrowingStoreForAnUnknownEffect() {
        // Given
        Bench bench = new Bench()
                .store(store -> through(store, changes -> {
                    throw new IllegalStateException("disk on fire");
                }));

        // When
        bench.deliver(Deliveries.scaling("odu").at(1));

        // Then
        assertThat(bench.postponed)
                .singleElement()
                .satisfies(later -> assertThat(later.event().reason().message()).contains("disk on fire"));
    }

    @Test
    void takesASilentStoreForAnUnknownEffect() {
        Bench bench = new Bench().store(store -> through(store, changes -> Map.of()));

        bench.deliver(Deliveries.scaling("odu").at(1));

        assertThat(bench.postponed).hasSize(1);
        assertThat(bench.outcomes).isEmpty();
    }

    @Test
    void supersedesARetriedIntentOnceANewerOneIsApplied() {
        // Given
        Map<Long, Effect> says = new HashMap<>(Map.of(1L, new Effect.Unavailable(AWAY)));
        Bench bench = new Bench().store(saying(says));
        DeliveredIntent older = Deliveries.scaling("odu").at(1);
        DeliveredIntent newer = Deliveries.scaling("odu").at(2);
        bench.deliver(older);
        bench.deliver(newer);

        // When
        says.clear();
        bench.deliverRetries();

        // Then
        assertThat(bench.outcomeOf(newer)).isInstanceOf(Outcome.Executed.class);
        assertThat(bench.outcomeOf(older)).isEqualTo(new Outcome.Superseded(newer.id()));
    }

    @Test
    void hidesNoOlderConfigurationBehindANewerScaling() {
        // Given
        Bench bench = new Bench();
        DeliveredIntent scaling = Deliveries.scaling("odu").at(2);
        DeliveredIntent configuration = Deliveries.configuration("odu").at(1);

        // When
        bench.deliver(scaling);
        bench.deliver(configuration);

        // Then
        assertThat(bench.outcomeById().values())
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Executed.class));
    }

    @Test
    void saysTheSameOutcomeAgainWordForWord() {
        // Given
        Bench bench = new Bench();
        DeliveredIntent odu = Deliveries.scaling("odu").at(1);
        bench.deliver(odu);

        // When
        bench.restart();
        bench.deliver(odu);

        // Then
        assertThat(bench.outcomes).hasSize(2);
        assertThat(bench.outcomes.get(1)).isEqualTo(bench.outcomes.get(0));
        assertThat(bench.tally.again).isEqualTo(1);
        assertThat(bench.effects()).containsOnly(Map.entry(odu.id(), 1));
    }

    @Test
    void announcesAnIntentOnceThatIsTwiceInABatch() {
        // Given
        Bench bench = new Bench();

        // When
        bench.deliver(
                Deliveries.scaling("odu").at(1),
                Deliveries.scaling("odu").attempts(4).at(1));

        // Then
        assertThat(bench.outcomes).hasSize(1);
    }

    @Test
    void handsTheWholeBatchOverAtOnceWhereTheStoreWantsThat() {
        // Given
        List<Integer> calls = new java.util.concurrent.CopyOnWriteArrayList<>();
        Bench bench = new Bench(PackageStore.Grouping.BATCH)
                .store(store -> through(store, changes -> {
                    calls.add(changes.size());
                    return store.apply(changes);
                }));

        // When
        bench.deliver(
                Deliveries.scaling("odu").at(1),
                Deliveries.scaling("cu").at(2),
                Deliveries.scaling("upf").at(3));

        // Then
        assertThat(calls).containsExactly(3);
        assertThat(bench.outcomes).hasSize(3);
    }

    @Test
    void announcesOthersWhileOnePackageIsBlocked() throws InterruptedException {
        // Given
        CountDownLatch gate = new CountDownLatch(1);
        Bench bench = new Bench().store(store -> blocking(store, "oran-odu--odu", gate));
        DeliveredIntent blocked = Deliveries.scaling("odu").at(1);
        DeliveredIntent free = Deliveries.scaling("cu").at(2);

        // When
        Thread batch = Thread.ofVirtual().start(() -> bench.deliver(blocked, free));

        // Then
        await().until(() -> bench.outcomeById().containsKey(free.id()));
        assertThat(bench.outcomeById()).doesNotContainKey(blocked.id());
        gate.countDown();
        batch.join();
        assertThat(bench.outcomeOf(blocked)).isInstanceOf(Outcome.Executed.class);
    }

    @Test
    void putsOffWhatIsNotStartedWhenTheBudgetIsSpent() {
        // Given
        CountDownLatch never = new CountDownLatch(1);
        Bench bench = new Bench()
                .workers(1)
                .budget(Duration.ofMillis(200))
                .store(store -> blocking(store, "oran-odu--odu", never));
        DeliveredIntent blocked = Deliveries.scaling("odu").priority(10).at(1);
        DeliveredIntent waiting = Deliveries.scaling("cu").at(2);

        // When
        bench.deliver(blocked, waiting);

        // Then
        Map<IntentId, Integer> attempts = bench.postponed.stream()
                .collect(Collectors.toMap(
                        later -> later.intent().id(), later -> later.event().attempt()));
        assertThat(attempts).containsOnly(Map.entry(blocked.id(), 1), Map.entry(waiting.id(), 0));
        assertThat(bench.tally.tried).isEqualTo(1);
        assertThat(bench.tally.untried).isEqualTo(1);
    }

    @Test
    void endsSoonWhenTheServiceStops() throws InterruptedException {
        // Given
        CountDownLatch never = new CountDownLatch(1);
        Bench bench = new Bench().workers(1).store(store -> blocking(store, "oran-odu--odu", never));
        Thread batch = Thread.ofVirtual()
                .start(() -> bench.deliver(
                        Deliveries.scaling("odu").priority(10).at(1),
                        Deliveries.scaling("cu").at(2)));
        await().until(() ->
                !bench.journal.find(Stage.EXECUTING, List.of(Deliveries.id(2))).isEmpty());

        // When
        bench.stop();

        // Then
        assertThat(batch.join(Duration.ofSeconds(10))).isTrue();
        assertThat(bench.retries).hasSize(2);
    }

    @Test
    void putsACopyOffWhileTheOtherIsBeingExecuted() throws InterruptedException {
        // Given
        CountDownLatch gate = new CountDownLatch(1);
        Bench bench = new Bench().store(store -> blocking(store, "oran-odu--odu", gate));
        DeliveredIntent odu = Deliveries.scaling("odu").at(1);
        Thread first = Thread.ofVirtual().start(() -> bench.deliver(odu));
        await().until(() ->
                !bench.journal.find(Stage.EXECUTING, List.of(odu.id())).isEmpty());

        // When
        bench.deliver(odu);

        // Then
        assertThat(bench.retries).containsExactly(odu);
        gate.countDown();
        first.join();
        bench.deliverRetries();
        assertThat(bench.outcomes).hasSize(2).allMatch(finished -> finished.equals(bench.outcomes.getFirst()));
        assertThat(bench.effects()).containsOnly(Map.entry(odu.id(), 1));
    }

    @Test
    void saysWhatAnotherExecutorOfTheBatchWasFirstToWrite() {
        // Given
        DeliveredIntent intent = Deliveries.scaling("odu").at(1);
        IntentFinished theirs = new IntentFinished(
                intent.id(),
                Instant.EPOCH,
                "executor",
                intent.sequence(),
                intent.source(),
                intent.file(),
                intent.target(),
                new Outcome.Executed("oran--odu", "v7"));
        Bench bench = new Bench();
        bench.fault((step, done) -> {
            if (step == Bench.Step.WRITE && done) {
                bench.journal.finish(List.of(theirs));
            }
        });

        // When
        bench.deliver(intent);

        // Then
        assertThat(bench.outcomes).containsExactly(theirs);
        assertThat(bench.tally.again).isEqualTo(1);
    }

    @Test
    void marksWhatWasAppliedPerType() {
        Bench bench = new Bench();
        DeliveredIntent odu = Deliveries.scaling("odu").at(7);

        bench.deliver(odu);

        assertThat(bench.applied.get(IntentType.SCALING).read(List.of(odu.target())))
                .containsEntry(odu.target(), new Mark(7, odu.id(), "v1"));
        assertThat(bench.applied.get(IntentType.CONFIGURATION).read(List.of(odu.target())))
                .isEmpty();
    }

    private static UnaryOperator<PackageStore> saying(Map<Long, Effect> bySequence) {
        return store -> through(store, changes -> {
            Map<IntentId, Effect> effects = new HashMap<>();
            for (PackageChange change : changes) {
                List<PlannedIntent> passing = change.intents().stream()
                        .filter(intent -> !bySequence.containsKey(intent.sequence()))
                        .toList();
                change.intents().stream()
                        .filter(intent -> bySequence.containsKey(intent.sequence()))
                        .forEach(intent -> effects.put(intent.id(), bySequence.get(intent.sequence())));
                if (!passing.isEmpty()) {
                    effects.putAll(store.apply(List.of(new PackageChange(change.packageName(), passing))));
                }
            }
            return effects;
        });
    }

    private static PackageStore blocking(PackageStore store, String packageName, CountDownLatch gate) {
        return through(store, changes -> {
            if (changes.getFirst().packageName().equals(packageName)) {
                try {
                    gate.await();
                } catch (InterruptedException _) {
                    throw new IllegalStateException("interrupted");
                }
            }
            return store.apply(changes);
        });
    }

    private static PackageStore through(
            PackageStore store, Function<List<PackageChange>, Map<IntentId, Effect>> apply) {
        return new PackageStore() {
            @Override
            public Grouping grouping() {
                return store.grouping();
            }

            @Override
            public Map<IntentId, Effect> apply(List<PackageChange> changes) {
                return apply.apply(changes);
            }
        };
    }
}
