package io.conductorloop.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoalescingTest {
    private static final Set<IntentType> SAFE = Set.of(IntentType.SCALING);
    private static final Effect IN_REVISION = new Effect.InRevision("site", "v1");
    private static final Effect REFUSED = new Effect.Refused(Reason.of("schema", "no such workload"));
    private static final Effect AWAY = new Effect.Unavailable(Reason.of("store", "away"));

    private final PlannedIntent three = Deliveries.scaling("odu").planned(3);
    private final PlannedIntent five = Deliveries.scaling("odu").planned(5);
    private final PlannedIntent other = Deliveries.scaling("cu").planned(4);
    private final List<PlannedIntent> open = List.of(three, other, five);

    @Test
    void writesTheNewestOfEachFacetInSequenceOrder() {
        assertThat(Coalescing.change("site", open, Set.of(), SAFE).intents()).containsExactly(other, five);
    }

    @Test
    void keepsIntentsOfDifferentTypesOfOneTargetApart() {
        PlannedIntent settings = Deliveries.configuration("odu").planned(6);

        assertThat(Coalescing.change(
                                "site",
                                List.of(five, settings),
                                Set.of(),
                                Set.of(IntentType.SCALING, IntentType.CONFIGURATION))
                        .intents())
                .containsExactly(five, settings);
    }

    @Test
    void writesWhatMayNotBeCoalescedAloneAndEachInItsTurn() {
        // Given
        PlannedIntent first = Deliveries.configuration("odu").planned(2);
        PlannedIntent second = Deliveries.configuration("odu").planned(7);
        List<PlannedIntent> all = List.of(second, three, first);

        // Then
        assertThat(Coalescing.change("site", all, Set.of(), SAFE).intents()).containsExactly(three);
        assertThat(Coalescing.settle(all, Set.of(), SAFE, Map.of(three.id(), IN_REVISION)))
                .isEqualTo(Map.of(three.id(), IN_REVISION));
        assertThat(Coalescing.change("site", List.of(second, first), Set.of(), SAFE)
                        .intents())
                .containsExactly(first);
        assertThat(Coalescing.settle(List.of(second, first), Set.of(), SAFE, Map.of(first.id(), IN_REVISION)))
                .isEqualTo(Map.of(first.id(), IN_REVISION));
    }

    @Test
    void supersedesTheOlderByTheNewestOnceThatIsInARevision() {
        assertThat(settle(Set.of(), Map.of(other.id(), IN_REVISION, five.id(), IN_REVISION)))
                .containsEntry(five.id(), IN_REVISION)
                .containsEntry(other.id(), IN_REVISION)
                .containsEntry(three.id(), new Effect.Outrun(five.id()));
    }

    @Test
    void supersedesTheOlderByWhatOutranTheNewest() {
        Effect outrun = new Effect.Outrun(Deliveries.id(9));

        assertThat(settle(Set.of(), Map.of(other.id(), IN_REVISION, five.id(), outrun)))
                .containsEntry(five.id(), outrun)
                .containsEntry(three.id(), outrun);
    }

    @Test
    void leavesTheOlderOpenWhereTheNewestIsRefused() {
        assertThat(settle(Set.of(), Map.of(other.id(), IN_REVISION, five.id(), REFUSED)))
                .containsEntry(five.id(), REFUSED)
                .doesNotContainKey(three.id());
    }

    @Test
    void holdsTheOlderBackWithTheNewestWhereTheStoreIsAway() {
        assertThat(settle(Set.of(), Map.of(other.id(), IN_REVISION, five.id(), AWAY)))
                .containsEntry(five.id(), AWAY)
                .containsEntry(three.id(), AWAY);
    }

    @Test
    void writesWhatTheStoreMayHoldBeforeAnythingNewer() {
        assertThat(Coalescing.change("site", open, Set.of(three.id()), SAFE).intents())
                .containsExactly(three, other);
    }

    @Test
    void takesTheOldestFirstOfThoseThatTheStoreMayHold() {
        PlannedIntent seven = Deliveries.scaling("odu").planned(7);

        assertThat(Coalescing.change("site", List.of(three, five, seven), Set.of(five.id(), three.id()), SAFE)
                        .intents())
                .containsExactly(three);
    }

    @Test
    void leavesTheNewerOpenOnceAnOlderOneIsFound() {
        assertThat(settle(Set.of(three.id()), Map.of(other.id(), IN_REVISION, three.id(), IN_REVISION)))
                .containsEntry(three.id(), IN_REVISION)
                .doesNotContainKey(five.id());
    }

    @Test
    void supersedesWhatIsOlderThanTheOneFound() {
        assertThat(settle(Set.of(five.id()), Map.of(other.id(), IN_REVISION, five.id(), IN_REVISION)))
                .containsEntry(three.id(), new Effect.Outrun(five.id()));
    }

    @Test
    void holdsTheNewerBackWhileNobodyKnowsOfTheOlder() {
        assertThat(settle(Set.of(three.id()), Map.of(other.id(), IN_REVISION, three.id(), AWAY)))
                .containsEntry(five.id(), AWAY);
    }

    @Test
    void takesAMissingEffectForAnUnknownOne() {
        assertThat(settle(Set.of(), Map.of(other.id(), IN_REVISION)))
                .extractingByKey(five.id())
                .isInstanceOf(Effect.Unavailable.class);
    }

    private Map<IntentId, Effect> settle(Set<IntentId> perhapsHeld, Map<IntentId, Effect> effects) {
        return Coalescing.settle(open, perhapsHeld, SAFE, effects);
    }
}
