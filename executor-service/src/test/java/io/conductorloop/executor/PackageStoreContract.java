package io.conductorloop.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.Effect.InRevision;
import io.conductorloop.executor.Effect.Outrun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every package store holds to. */
public abstract class PackageStoreContract {
    private static final String PACKAGE = "oran-odu-odu-high-phy";

    /** Another instance over the same memory. */
    protected abstract PackageStore open() throws Exception;

    /** The intents that took effect, by what the memory says, oldest first within a package. */
    protected abstract List<IntentId> effected() throws Exception;

    /** Whether the intents of a change take effect together. */
    protected boolean sharesRevisions() {
        return true;
    }

    @Test
    public void writesAnIntentIntoARevision() throws Exception {
        // Given
        PlannedIntent intent = Planned.scaling().at(7);

        // When
        Effect effect = apply(open(), PACKAGE, intent);

        // Then
        assertThat(effect)
                .isInstanceOfSatisfying(
                        InRevision.class, in -> assertThat(in.packageName()).isEqualTo(PACKAGE));
        assertThat(effected()).containsExactly(intent.id());
    }

    @Test
    public void recognisesARedeliveredIntent() throws Exception {
        // Given
        PlannedIntent intent = Planned.scaling().at(7);
        PackageStore store = open();
        Effect first = apply(store, PACKAGE, intent);

        // When
        List<Effect> again = List.of(apply(store, PACKAGE, intent), apply(open(), PACKAGE, intent));

        // Then
        assertThat(again).containsOnly(first);
        assertThat(effected()).containsExactly(intent.id());
    }

    @Test
    public void recognisesAnotherCopyOfAnIntent() throws Exception {
        // Given
        Effect first = apply(open(), PACKAGE, Planned.scaling().numbered(1).at(7));

        // When
        Effect copy = apply(open(), PACKAGE, Planned.scaling().numbered(1).at(9));

        // Then
        assertThat(copy).isEqualTo(first);
        assertThat(effected()).containsExactly(Planned.id(1));
    }

    @Test
    public void letsTheNewestWin() throws Exception {
        // Given
        PackageStore store = open();
        Effect older = apply(store, PACKAGE, Planned.scaling().to(3).at(7));

        // When
        Effect newer = apply(store, PACKAGE, Planned.scaling().to(5).at(8));

        // Then
        assertThat(newer).isInstanceOf(InRevision.class).isNotEqualTo(older);
        assertThat(effected()).containsExactly(Planned.id(7), Planned.id(8));
    }

    @Test
    public void refusesAnOlderSequence() throws Exception {
        // Given
        apply(open(), PACKAGE, Planned.scaling().to(5).at(8));

        // When
        Effect older = apply(open(), PACKAGE, Planned.scaling().to(3).at(7));

        // Then
        assertThat(older).isEqualTo(new Outrun(Planned.id(8)));
        assertThat(effected()).containsExactly(Planned.id(8));
    }

    @Test
    public void keepsTheFacetsOfATargetApart() throws Exception {
        // Given
        PackageStore store = open();
        apply(store, PACKAGE, Planned.configuration().at(9));

        // When
        List<Effect> older = List.of(
                apply(store, PACKAGE, Planned.scaling().at(8)),
                apply(store, PACKAGE, Planned.deployment().at(7)));

        // Then
        assertThat(older).hasOnlyElementsOfType(InRevision.class);
        assertThat(effected()).containsExactly(Planned.id(9), Planned.id(8), Planned.id(7));
    }

    @Test
    public void putsTheIntentsOfAChangeIntoOneRevision() throws Exception {
        // Given
        PlannedIntent one = Planned.scaling().of("oran", "odu-high-phy").at(7);
        PlannedIntent other = Planned.scaling().of("oran", "oran-cu-up").at(8);

        // When
        Map<IntentId, Effect> effects = open().apply(List.of(new PackageChange("oran", List.of(one, other))));

        // Then
        assertThat(effects).containsOnlyKeys(one.id(), other.id());
        assertThat(effects.values()).hasOnlyElementsOfType(InRevision.class);
        assertThat(new HashSet<>(effects.values())).hasSize(sharesRevisions() ? 1 : 2);
        assertThat(effected()).containsExactly(one.id(), other.id());
    }

    @Test
    public void tellsRedeliveredFromNewInOneChange() throws Exception {
        // Given
        PlannedIntent held = Planned.scaling().of("oran", "odu-high-phy").at(7);
        PlannedIntent fresh = Planned.scaling().of("oran", "oran-cu-up").at(8);
        PlannedIntent late = Planned.scaling().of("oran", "upf").at(5);
        PackageStore store = open();
        Effect before = apply(store, "oran", held);
        apply(store, "oran", Planned.scaling().of("oran", "upf").at(6));

        // When
        Map<IntentId, Effect> effects = store.apply(List.of(new PackageChange("oran", List.of(late, held, fresh))));

        // Then
        assertThat(effects.get(held.id())).isEqualTo(before);
        assertThat(effects.get(late.id())).isEqualTo(new Outrun(Planned.id(6)));
        assertThat(effects.get(fresh.id())).isInstanceOf(InRevision.class).isNotEqualTo(before);
        assertThat(effected()).containsExactly(held.id(), Planned.id(6), fresh.id());
    }

    @Test
    public void answersForEveryIntentOfEveryChange() throws Exception {
        // Given
        List<PackageChange> changes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            changes.add(new PackageChange(
                    "ran-" + i,
                    List.of(
                            Planned.scaling().of("ran-" + i, "oran-cu-cp").at(10L * i),
                            Planned.configuration().of("ran-" + i, "oran-cu-cp").at(10L * i + 1))));
        }

        // When
        Map<IntentId, Effect> effects = open().apply(changes);

        // Then
        assertThat(effects)
                .hasSize(10)
                .allSatisfy((id, effect) -> assertThat(effect).isInstanceOf(InRevision.class));
        assertThat(effected()).containsExactlyInAnyOrderElementsOf(effects.keySet());
    }

    @Test
    public void takesCallsForDifferentPackagesAtTheSameTime() throws Exception {
        // Given
        PackageStore store = open();
        List<Callable<Effect>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String name = "upf-" + i;
            long sequence = i;
            calls.add(
                    () -> apply(store, name, Planned.scaling().of("core", name).at(sequence)));
        }

        // When
        List<Effect> effects = together(calls);

        // Then
        assertThat(effects).hasOnlyElementsOfType(InRevision.class);
        assertThat(effected()).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    public void keepsOneEffectAndTheOrderWhenTwoInstancesDoTheSame() throws Exception {
        // Given
        List<PlannedIntent> intents = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            intents.add(Planned.scaling().of("oran", "odu-" + i % 3).to(1 + i).at(i));
        }
        Callable<Effect> inTurn = () -> {
            PackageStore store = open();
            Effect last = null;
            for (PlannedIntent intent : intents) {
                last = persist(store, "oran", intent);
            }
            return last;
        };

        // When
        List<Effect> last = together(List.of(inTurn, inTurn));

        // Then
        assertThat(last).hasOnlyElementsOfType(InRevision.class);
        List<IntentId> effected = effected();
        assertThat(effected).doesNotHaveDuplicates();
        for (int facet = 0; facet < 3; facet++) {
            int wanted = facet;
            assertThat(effected.stream().filter(id -> (id.value().getLeastSignificantBits() & 0xffff) % 3 == wanted))
                    .isSorted()
                    .endsWith(Planned.id(21 + facet));
        }
    }

    /** Applies one intent and returns what became of it. */
    protected static Effect apply(PackageStore store, String packageName, PlannedIntent intent) {
        Map<IntentId, Effect> effects = store.apply(List.of(new PackageChange(packageName, List.of(intent))));
        assertThat(effects).containsOnlyKeys(intent.id());
        return effects.get(intent.id());
    }

    /** As the executor does: what is unavailable is tried again. */
    private static Effect persist(PackageStore store, String packageName, PlannedIntent intent) {
        Effect effect = apply(store, packageName, intent);
        for (int tries = 0; effect instanceof Effect.Unavailable && tries < 20; tries++) {
            effect = apply(store, packageName, intent);
        }
        assertThat(effect).isInstanceOfAny(InRevision.class, Outrun.class);
        return effect;
    }

    private static List<Effect> together(List<Callable<Effect>> calls) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Effect> effects = new ArrayList<>();
            for (Future<Effect> call : threads.invokeAll(calls)) {
                effects.add(call.get());
            }
            return effects;
        }
    }
}
