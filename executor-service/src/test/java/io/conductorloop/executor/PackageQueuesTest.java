package io.conductorloop.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.executor.InMemoryPackageStore.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PackageQueuesTest {
    private static final String SLOW = "slow";
    private static final int MIB = 1 << 20;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Bench bench = new Bench().store(this::gated);
    private PackageQueues queues = bench.queues(Duration.ofMillis(50));

    @AfterEach
    void open() {
        gate.countDown();
    }

    @Test
    void putsWhatComesWhileAPackageIsWrittenIntoItsNextRevision() throws Exception {
        // Given
        handIn("first", Deliveries.scaling("a").claiming(SLOW).at(1));
        await().until(() -> begun.get() == 1);
        handIn("second", Deliveries.scaling("b").claiming(SLOW).at(2));
        handIn("third", Deliveries.scaling("c").claiming(SLOW).at(3));

        // When
        gate.countDown();

        // Then
        await().until(() -> done.size() == 3);
        assertThat(bench.packages.revisions(SLOW))
                .extracting(Revision::intents)
                .extracting(List::size)
                .containsExactly(1, 2);
    }

    @Test
    void letsNoPackageWaitForAnotherButTheDeliveryForBoth() throws Exception {
        // Given
        DeliveredIntent slow = Deliveries.scaling("a").claiming(SLOW).at(1);
        DeliveredIntent quick = Deliveries.scaling("b").at(2);
        handIn("both", slow, quick);
        await().until(() -> bench.outcomeOf(quick) instanceof Outcome.Executed);

        // When
        List<String> before = List.copyOf(done);
        gate.countDown();

        // Then
        assertThat(before).isEmpty();
        await().until(() -> done.equals(List.of("both")));
        assertThat(bench.outcomeOf(slow)).isInstanceOf(Outcome.Executed.class);
        assertThat(queues.awaitDone(Duration.ofSeconds(10))).isTrue();
        assertThat(queues.size()).isZero();
    }

    @Test
    void keepsTheOrderOfATargetAcrossDeliveries() throws Exception {
        // Given
        DeliveredIntent first = Deliveries.scaling("a").claiming(SLOW).at(1);
        DeliveredIntent second = Deliveries.scaling("a").claiming(SLOW).at(2);
        DeliveredIntent third = Deliveries.scaling("a").claiming(SLOW).at(3);
        handIn("first", first);
        await().until(() -> begun.get() == 1);
        handIn("third", third);
        handIn("second", second);

        // When
        gate.countDown();

        // Then
        await().until(() -> done.size() == 3);
        assertThat(bench.outcomeOf(third)).isInstanceOf(Outcome.Executed.class);
        assertThat(bench.outcomeOf(second)).isEqualTo(new Outcome.Superseded(third.id()));
        assertThat(bench.effects()).isEqualTo(Map.of(first.id(), 1, third.id(), 1));
    }

    @Test
    void triesAPackageAgainUntilItSucceeds() throws Exception {
        // Given
        AtomicInteger left = new AtomicInteger(2);
        bench.fault((step, after) -> {
            if (step == Bench.Step.ANNOUNCE && !after && left.getAndDecrement() > 0) {
                throw new IllegalStateException("Kafka is away");
            }
        });
        DeliveredIntent intent = Deliveries.scaling("a").at(1);

        // When
        handIn("one", intent);

        // Then
        await().until(() -> done.equals(List.of("one")));
        assertThat(bench.failures).hasSize(2);
        assertThat(bench.effects()).isEqualTo(Map.of(intent.id(), 1));
        assertThat(bench.outcomeOf(intent)).isInstanceOf(Outcome.Executed.class);
    }

    @Test
    void turnsAwayWhatThereIsNoRoomForInTime() throws Exception {
        // Given
        queues.handIn(
                List.of(judged(Deliveries.scaling("a").claiming(SLOW).at(1))), 13 * MIB, bench.announcer(), () -> {});

        // Then
        assertThatThrownBy(() -> handIn("more", Deliveries.scaling("b").at(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no room");
        gate.countDown();
        assertThat(queues.awaitDone(Duration.ofSeconds(10))).isTrue();
        handIn("more", Deliveries.scaling("b").at(2));
        await().until(() -> done.equals(List.of("more")));
    }

    @Test
    void acknowledgesDeliveriesInTheirOrder() throws Exception {
        // Given
        DeliveredIntent quick = Deliveries.scaling("b").at(2);
        handIn("slow", Deliveries.scaling("a").claiming(SLOW).at(1));
        handIn("quick", quick);
        handIn("nothing");
        await().until(() -> bench.outcomeOf(quick) instanceof Outcome.Executed);

        // When
        List<String> before = List.copyOf(done);
        gate.countDown();

        // Then
        assertThat(before).isEmpty();
        await().until(() -> done.equals(List.of("slow", "quick", "nothing")));
    }

    @Test
    void carriesOutWhatItDisownedButAcknowledgesOnlyWhatComesAfter() throws Exception {
        // Given
        DeliveredIntent slow = Deliveries.scaling("a").claiming(SLOW).at(1);
        handIn("slow", slow);
        await().until(() -> begun.get() == 1);

        // When
        int disowned = queues.disown();
        handIn("later", Deliveries.scaling("b").at(2));
        gate.countDown();

        // Then
        assertThat(disowned).isEqualTo(1);
        await().until(() -> done.equals(List.of("later")));
        assertThat(bench.outcomeOf(slow)).isInstanceOf(Outcome.Executed.class);
    }

    @Test
    void takesUpAPackageAsUrgentlyAsTheMostUrgentThatWaitsForIt() throws Exception {
        // Given
        bench.workers(1);
        DeliveredIntent usual = Deliveries.scaling("b").at(2);
        DeliveredIntent urgent = Deliveries.scaling("c").replicas(4).priority(9).at(4);
        handIn("slow", Deliveries.scaling("a").claiming(SLOW).at(1));
        await().until(() -> begun.get() == 1);
        handIn("usual", usual);
        handIn("also usual", Deliveries.scaling("c").at(3));
        handIn("urgent", urgent);

        // When
        gate.countDown();

        // Then
        await().until(() -> done.size() == 4);
        assertThat(bench.outcomes)
                .extracting(IntentFinished::id)
                .filteredOn(id -> id.equals(usual.id()) || id.equals(urgent.id()))
                .containsExactly(urgent.id(), usual.id());
    }

    @Test
    void letsNoUrgentPackageOvertakeForLongerThanItsPriorityIsWorth() throws Exception {
        // Given
        bench.workers(1);
        DeliveredIntent patient = Deliveries.scaling("b").priority(0).at(2);
        DeliveredIntent early = Deliveries.scaling("c").priority(10).at(3);
        DeliveredIntent late = Deliveries.scaling("d").priority(10).at(4);
        handIn("slow", Deliveries.scaling("a").claiming(SLOW).at(1));
        await().until(() -> begun.get() == 1);
        handIn("patient", patient);
        bench.nanos.addAndGet(Duration.ofSeconds(18).toNanos());
        handIn("early", early);
        bench.nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        handIn("late", late);

        // When
        gate.countDown();

        // Then
        await().until(() -> done.size() == 4);
        assertThat(bench.outcomes).extracting(IntentFinished::id).endsWith(early.id(), patient.id(), late.id());
    }

    @Test
    void takesPackagesInTheOrderOfComingWhereAStepOfPriorityIsWorthNothing() throws Exception {
        // Given
        queues = bench.queues(Duration.ofMillis(50), Duration.ZERO);
        bench.workers(1);
        DeliveredIntent early = Deliveries.scaling("b").priority(0).at(2);
        DeliveredIntent urgent = Deliveries.scaling("c").priority(10).at(3);
        handIn("slow", Deliveries.scaling("a").claiming(SLOW).at(1));
        await().until(() -> begun.get() == 1);
        handIn("early", early);
        bench.nanos.incrementAndGet();
        handIn("urgent", urgent);

        // When
        gate.countDown();

        // Then
        await().until(() -> done.size() == 3);
        assertThat(bench.outcomes).extracting(IntentFinished::id).endsWith(early.id(), urgent.id());
    }

    @Test
    void putsMoreThanABatchIntoOneRevision() throws Exception {
        // Given
        bench.batchSize(2);
        handIn("first", Deliveries.scaling("a").claiming(SLOW).at(1));
        await().until(() -> begun.get() == 1);
        for (int i = 2; i < 8; i++) {
            handIn("more", Deliveries.scaling("t" + i).claiming(SLOW).at(i));
        }

        // When
        gate.countDown();

        // Then
        await().until(() -> done.size() == 7);
        assertThat(bench.packages.revisions(SLOW))
                .extracting(Revision::intents)
                .extracting(List::size)
                .containsExactly(1, 6);
    }

    @Test
    void onceStoppedIsWaitedForUntilTheTurnsUnderWayHaveEnded() throws Exception {
        // Given
        DeliveredIntent slow = Deliveries.scaling("a").claiming(SLOW).at(1);
        handIn("slow", slow);
        await().until(() -> begun.get() == 1);

        // When
        queues.stop();

        // Then
        assertThat(queues.awaitDone(Duration.ofMillis(50))).isFalse();
        gate.countDown();
        assertThat(queues.awaitDone(Duration.ofSeconds(10))).isTrue();
        assertThat(bench.outcomeOf(slow)).isInstanceOf(Outcome.Executed.class);
    }

    @Test
    void answersWhatCannotBeRead() throws Exception {
        // Given
        DeliveredIntent unreadable = Deliveries.unreadable(1);

        // When
        handIn("bad", unreadable);

        // Then
        await().until(() -> done.equals(List.of("bad")));
        assertThat(bench.outcomeOf(unreadable)).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void beginsNothingAndEndsNothingOnceItIsStopped() throws Exception {
        // Given
        DeliveredIntent intent = Deliveries.scaling("a").at(1);
        queues.stop();

        // When
        handIn("late", intent);

        // Then
        assertThat(queues.awaitDone(Duration.ofSeconds(10))).isFalse();
        assertThat(done).isEmpty();
        assertThat(bench.effects()).isEmpty();
    }

    private void handIn(String name, DeliveredIntent... intents) throws InterruptedException {
        for (DeliveredIntent intent : intents) {
            judged(intent);
        }
        queues.handIn(List.of(intents), 1, bench.announcer(), () -> done.add(name));
    }

    private DeliveredIntent judged(DeliveredIntent intent) {
        return bench.judged(intent);
    }

    /** A store that holds the package {@link #SLOW} up until the gate opens. */
    private PackageStore gated(PackageStore store) {
        return new PackageStore() {
            @Override
            public Grouping grouping() {
                return store.grouping();
            }

            @Override
            public Map<IntentId, Effect> apply(List<PackageChange> changes) {
                if (changes.getFirst().packageName().equals(SLOW)) {
                    begun.incrementAndGet();
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                return store.apply(changes);
            }
        };
    }
}
