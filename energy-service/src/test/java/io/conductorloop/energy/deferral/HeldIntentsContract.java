package io.conductorloop.energy.deferral;

import static io.conductorloop.energy.deferral.Held.NOON;
import static io.conductorloop.energy.deferral.Held.id;
import static io.conductorloop.energy.deferral.Held.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.energy.deferral.HeldIntent.Settled;
import io.conductorloop.energy.deferral.HeldIntents.Admission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every waiting room does. */
public abstract class HeldIntentsContract {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Claim CLAIM = new Claim("first", NOON.plusSeconds(60));

    private HeldIntents held;

    /** An empty one. */
    protected abstract HeldIntents empty();

    @BeforeEach
    void start() {
        held = empty();
    }

    @Test
    void givesBackWhatItWasGiven() {
        HeldIntent given = waiting(1, "a", NOON.plusSeconds(10));

        assertThat(held.hold(List.of(given))).containsExactly(Admission.HELD);

        HeldIntent found = held.find(id(1)).orElseThrow();
        assertThat(found.intent())
                .usingRecursiveComparison()
                .ignoringFields("headers")
                .isEqualTo(given.intent());
        assertThat(Held.text(found.intent().headers()))
                .isEqualTo(Held.text(given.intent().headers()));
        assertThat(found.plan()).isEqualTo(given.plan());
        assertThat(found.heldAt()).isEqualTo(NOON);
        assertThat(found.intensityThen()).isEqualTo(300);
        assertThat(found.fate()).isEqualTo(new Fate.Waiting());
        assertThat(found.settled()).isNull();
        assertThat(held.size()).isEqualTo(1);
    }

    @Test
    void takesTheSameIntentOnce() {
        held.hold(List.of(waiting(1, "a", NOON)));

        assertThat(held.hold(List.of(waiting(1, "a", NOON), waiting(2, "b", NOON))))
                .containsExactly(Admission.WAITS, Admission.HELD);
        assertThat(held.size()).isEqualTo(2);
    }

    @Test
    void claimsWhatIsDueAndNothingElse() {
        held.hold(List.of(waiting(1, "a", NOON), waiting(2, "b", NOON.plusSeconds(1)), waiting(3, "c", NOON)));

        List<HeldIntent> claimed = held.claimDue(NOON, CLAIM, 10);

        assertThat(claimed).extracting(one -> one.intent().id()).containsExactlyInAnyOrder(id(1), id(3));
        assertThat(claimed).allSatisfy(one -> assertThat(one.fate()).isEqualTo(new Fate.Released()));
        assertThat(held.claimDue(NOON, new Claim("second", NOON.plusSeconds(60)), 10))
                .isEmpty();
    }

    @Test
    void claimsNoMoreThanTheLimit() {
        held.hold(
                IntStream.range(0, 10).mapToObj(n -> waiting(n, "t" + n, NOON)).toList());

        assertThat(held.claimDue(NOON, CLAIM, 4)).hasSize(4);
        assertThat(held.claimDue(NOON, CLAIM, 10)).hasSize(6);
    }

    @Test
    void claimsAndListsNoMoreBytesThanCanBeHeldAtOnce() {
        // Given
        held.hold(IntStream.range(0, 3)
                .mapToObj(n -> large(waiting(n, "t" + n, NOON.plusSeconds(n))))
                .toList());

        // When
        List<IntentId> claimed = IntStream.range(0, 4)
                .mapToObj(_ -> held.claimDue(NOON.plusSeconds(10), CLAIM, 10))
                .peek(some -> assertThat(some).hasSizeLessThan(2))
                .flatMap(List::stream)
                .peek(one -> assertThat(one.intent().bytes()).hasSize(HeldIntents.MOST_BYTES))
                .map(one -> one.intent().id())
                .toList();

        // Then
        assertThat(claimed).containsExactly(id(0), id(1), id(2));
        assertThat(held.page(null, 10).intents())
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.intent().bytes()).isEmpty());
    }

    private static HeldIntent large(HeldIntent waiting) {
        return Held.with(new byte[HeldIntents.MOST_BYTES], waiting.intent().headers(), waiting);
    }

    @Test
    void givesAClaimThatRanOutToSomebodyElse() {
        // Given
        held.hold(List.of(waiting(1, "a", NOON)));
        HeldIntent first = held.claimDue(NOON, CLAIM, 10).getFirst();
        Claim second = new Claim("second", NOON.plusSeconds(120));

        // When
        List<HeldIntent> again = held.claimDue(NOON.plusSeconds(60), second, 10);

        // Then
        assertThat(again)
                .singleElement()
                .satisfies(one -> assertThat(one.fate()).isEqualTo(new Fate.Released()));
        assertThat(held.settle(first, CLAIM, settled(NOON, 5), DAY)).isFalse();
        assertThat(held.settle(again.getFirst(), second, settled(NOON, 7), DAY)).isTrue();
        assertThat(held.settle(again.getFirst(), second, settled(NOON, 7), DAY)).isFalse();
        assertThat(held.tally(NOON, NOON.plusSeconds(3600))).isEqualTo(new Tally(1, 0, 0, 7));
    }

    @Test
    void remembersWhatWasSettledWithoutItsBytes() {
        // Given
        held.hold(List.of(waiting(1, "a", NOON)));
        HeldIntent one = held.claimDue(NOON, CLAIM, 10).getFirst();

        // When
        held.settle(one, CLAIM, settled(NOON.plusSeconds(1), 2.5), DAY);

        // Then
        HeldIntent found = held.find(id(1)).orElseThrow();
        assertThat(found.settled()).isEqualTo(settled(NOON.plusSeconds(1), 2.5));
        assertThat(found.intent().bytes()).isEmpty();
        assertThat(held.settled(List.of(id(1), id(2)))).isEqualTo(Set.of(id(1)));
        assertThat(held.hold(List.of(waiting(1, "a", NOON)))).containsExactly(Admission.SETTLED);
        assertThat(held.size()).isZero();
        assertThat(held.page(null, 10).intents()).isEmpty();
        assertThat(held.claimDue(NOON.plusSeconds(9_999), CLAIM, 10)).isEmpty();
    }

    @Test
    void lettingANewerIntentOfTheFacetInSupersedesTheOneThatWaits() {
        held.hold(List.of(waiting(1, "a", NOON.plusSeconds(100))));

        assertThat(held.hold(List.of(waiting(2, "a", NOON.plusSeconds(500))))).containsExactly(Admission.HELD);

        assertThat(held.claimDue(NOON, CLAIM, 10)).singleElement().satisfies(one -> {
            assertThat(one.intent().id()).isEqualTo(id(1));
            assertThat(one.fate()).isEqualTo(new Fate.Superseded(id(2)));
        });
        assertThat(held.claimDue(NOON.plusSeconds(500), new Claim("later", NOON.plusSeconds(600)), 10))
                .extracting(one -> one.intent().id())
                .contains(id(2));
    }

    @Test
    void anOlderIntentThatComesLateIsSuperseded() {
        held.hold(List.of(waiting(2, "a", NOON.plusSeconds(500))));

        assertThat(held.hold(List.of(waiting(1, "a", NOON.plusSeconds(100))))).containsExactly(Admission.OUTDATED);

        assertThat(held.claimDue(NOON, CLAIM, 10))
                .singleElement()
                .satisfies(one -> assertThat(one.fate()).isEqualTo(new Fate.Superseded(id(2))));
        assertThat(held.find(id(2)).orElseThrow().fate()).isEqualTo(new Fate.Waiting());
    }

    @Test
    void anIntentOnItsWayOutIsNotSuperseded() {
        held.hold(List.of(waiting(1, "a", NOON)));
        held.claimDue(NOON, CLAIM, 10);

        held.hold(List.of(waiting(2, "a", NOON.plusSeconds(500))));

        assertThat(held.find(id(1)).orElseThrow().fate()).isEqualTo(new Fate.Released());
    }

    @Test
    void claimsOneThatWaitsForAFate() {
        held.hold(List.of(waiting(1, "a", NOON.plusSeconds(100))));
        Fate fate = new Fate.Cancelled("ann", "no longer wanted");

        assertThat(held.claim(id(1), fate, CLAIM)).hasValueSatisfying(one -> {
            assertThat(one.fate()).isEqualTo(fate);
            assertThat(one.intent().bytes()).isNotEmpty();
        });
        assertThat(held.claim(id(1), new Fate.Released(), CLAIM)).isEmpty();
        assertThat(held.claim(id(9), fate, CLAIM)).isEmpty();
        assertThat(held.claimDue(NOON.plusSeconds(100), new Claim("second", NOON.plusSeconds(200)), 10))
                .singleElement()
                .satisfies(one -> assertThat(one.fate()).isEqualTo(fate));
    }

    @Test
    void changesThePlanOfWhatWaits() {
        held.hold(List.of(waiting(1, "a", NOON.plusSeconds(100)), waiting(2, "b", NOON)));
        held.claimDue(NOON, CLAIM, 10);
        ReleasePlan sooner = waiting(1, "a", NOON.plusSeconds(50)).plan();

        held.replan(id(1), sooner);
        held.replan(id(2), sooner);
        held.replan(id(3), sooner);

        assertThat(held.find(id(1)).orElseThrow().plan()).isEqualTo(sooner);
        assertThat(held.find(id(2)).orElseThrow().plan()).isNotEqualTo(sooner);
        assertThat(held.find(id(3))).isEmpty();
        assertThat(held.claimDue(NOON.plusSeconds(50), new Claim("second", NOON.plusSeconds(200)), 10))
                .extracting(one -> one.intent().id())
                .containsExactly(id(1));
    }

    @Test
    void listsWhatWaitsFromTheNewestOn() {
        held.hold(
                LongStream.range(1, 8).mapToObj(n -> waiting(n, "t" + n, NOON)).toList());
        List<IntentId> listed = new ArrayList<>();
        IntentId before = null;

        do {
            HeldIntents.Page page = held.page(before, 3);
            page.intents().forEach(one -> listed.add(one.intent().id()));
            before = page.next();
        } while (before != null);

        assertThat(listed).containsExactly(id(7), id(6), id(5), id(4), id(3), id(2), id(1));
    }

    @Test
    void sumsByTheHourOfTheSettlement() {
        Instant next = NOON.plusSeconds(3600);
        held.hold(List.of(waiting(1, "a", NOON), waiting(2, "b", NOON), waiting(3, "b", NOON.plusSeconds(9))));
        List<HeldIntent> claimed = held.claimDue(NOON, CLAIM, 10);
        claimed.forEach(one -> held.settle(one, CLAIM, settled(NOON.plusSeconds(5), 1.25), DAY));
        HeldIntent cancelled =
                held.claim(id(3), new Fate.Cancelled("ann", ""), CLAIM).orElseThrow();

        held.settle(cancelled, CLAIM, settled(next, 0), DAY);

        assertThat(held.tally(NOON, next)).isEqualTo(new Tally(1, 1, 0, 1.25));
        assertThat(held.tally(next, next.plusSeconds(1))).isEqualTo(new Tally(0, 0, 1, 0));
        assertThat(held.tally(NOON, next.plusSeconds(1))).isEqualTo(new Tally(1, 1, 1, 1.25));
    }

    @Test
    void knowsWhetherItIsComplete() {
        assertThat(held.isComplete()).isFalse();

        held.markComplete();

        assertThat(held.isComplete()).isTrue();
    }

    @Test
    void givesATurnToOne() {
        assertThat(held.takeTurn("replan", DAY)).isTrue();
        assertThat(held.takeTurn("replan", DAY)).isFalse();
        assertThat(held.takeTurn("restore", DAY)).isTrue();
    }

    @Test
    void givesEachDueIntentToOneOfMany() {
        // Given
        held.hold(
                IntStream.range(0, 400).mapToObj(n -> waiting(n, "t" + n, NOON)).toList());
        ConcurrentLinkedQueue<IntentId> claimed = new ConcurrentLinkedQueue<>();

        // When
        CompletableFuture.allOf(IntStream.range(0, 4)
                        .mapToObj(instance -> CompletableFuture.runAsync(() -> {
                            List<HeldIntent> due;
                            do {
                                due = held.claimDue(NOON, new Claim("i" + instance, NOON.plusSeconds(60)), 7);
                                due.forEach(one -> claimed.add(one.intent().id()));
                            } while (!due.isEmpty());
                        }))
                        .toArray(CompletableFuture[]::new))
                .join();

        // Then
        assertThat(claimed).hasSize(400).doesNotHaveDuplicates();
    }

    private static Settled settled(Instant at, double grams) {
        return new Settled(at, 120, grams);
    }
}
