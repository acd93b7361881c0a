package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.porch.FaultyRevisions.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the store holds to where a person approves. Each store is another executor, so nothing may be remembered in one. */
public abstract class PorchApprovalContract extends PorchBlueprintContract {
    private static final PlannedIntent ODU = Planned.scaling().of("oran", "odu").at(1);
    private static final PlannedIntent CU = Planned.scaling().of("oran", "cu").at(2);
    private static final PlannedIntent NEWER_ODU =
            Planned.scaling().of("oran", "odu").to(7).at(3);

    private int opened;

    /** A person rejects a proposed revision, as {@code porchctl rpkg reject} does. */
    protected abstract RevisionState reject(RevisionState proposed);

    @Test
    public void proposesAndWaitsForAPerson() {
        // Given
        Effect.Awaiting waits =
                (Effect.Awaiting) apply(propose(), PACKAGE, Planned.scaling().at(1));
        assertThat(waits.included()).isTrue();
        assertThat(published()).isEmpty();
        assertThat(decided(PACKAGE, Planned.scaling().at(1))).isEmpty();
        assertThat(apply(propose(), PACKAGE, Planned.scaling().at(1))).isEqualTo(waits);

        // When
        approve();

        // Then
        assertThat(decided(PACKAGE, Planned.scaling().at(1))).containsExactly(Planned.id(1));
        assertThat(apply(propose(), PACKAGE, Planned.scaling().at(1)))
                .isEqualTo(new Effect.InRevision(PACKAGE, waits.revision()));
        assertThat(effected()).containsExactly(Planned.id(1));
        assertThat(drafts()).isEmpty();
    }

    @Test
    public void refusesWhatAPersonRejectedUntilThatIsTold() {
        // Given
        apply(propose(), PACKAGE, Planned.scaling().at(1));
        reject(proposal());
        sweep();

        // Then
        assertThat(decided(PACKAGE, Planned.scaling().at(1))).containsExactly(Planned.id(1));
        for (int time = 0; time < 2; time++) {
            assertThat(apply(propose(), PACKAGE, Planned.scaling().at(1)))
                    .isInstanceOfSatisfying(
                            Effect.Refused.class,
                            refused -> assertThat(refused.reason().rule()).isEqualTo("porch-rejected"));
        }
        PlannedIntent next = Planned.scaling().of("oran-odu", "odu-high-phy").at(2);
        assertThat(apply(propose(), PACKAGE, next))
                .isInstanceOfSatisfying(
                        Effect.Awaiting.class,
                        behind -> assertThat(behind.included()).isFalse());

        // When
        Set<IntentId> decided = propose().decided(Map.of(PACKAGE, List.of(next)));

        // Then
        assertThat(decided).isEmpty();
        assertThat(drafts()).isEmpty();
        assertThat(decided(PACKAGE, next)).containsExactly(next.id());
        assertThat(apply(propose(), PACKAGE, next)).isInstanceOf(Effect.Awaiting.class);
        assertThat(proposal().annotations())
                .containsEntry("nephoran.io/intent-ids", next.id().toString());
    }

    @Test
    public void withdrawsAProposalThatSaysNothingButWhatANewerIntentReplaces() {
        // Given
        apply(propose(), "oran", ODU);

        // When
        Effect newer = apply(propose(), "oran", NEWER_ODU);

        // Then
        assertThat(newer)
                .isInstanceOfSatisfying(
                        Effect.Awaiting.class,
                        waits -> assertThat(waits.included()).isTrue());
        assertThat(drafts())
                .singleElement()
                .satisfies(only -> assertThat(RevisionNotes.intents(only)).containsExactly(NEWER_ODU.id()));
        assertThat(apply(propose(), "oran", ODU)).isEqualTo(new Effect.Outrun(NEWER_ODU.id()));
        approve();
        assertThat(apply(propose(), "oran", ODU)).isEqualTo(new Effect.Outrun(NEWER_ODU.id()));
        assertThat(effected()).containsExactly(NEWER_ODU.id());
    }

    @Test
    public void leavesAProposalThatSaysMoreAndProposesTheNewerIntentAfterIt() {
        // Given
        propose().apply(List.of(new PackageChange("oran", List.of(ODU, CU))));
        String first = proposal().workspace();

        // When
        Effect behind = apply(propose(), "oran", NEWER_ODU);

        // Then
        assertThat(behind).isEqualTo(new Effect.Awaiting("oran", first, false));
        assertThat(decided("oran", ODU, CU, NEWER_ODU)).isEmpty();

        // When
        approve();

        // Then
        assertThat(decided("oran", ODU, CU, NEWER_ODU)).containsExactlyInAnyOrder(ODU.id(), CU.id(), NEWER_ODU.id());
        assertThat(apply(propose(), "oran", NEWER_ODU))
                .isInstanceOfSatisfying(
                        Effect.Awaiting.class,
                        waits -> assertThat(waits.included()).isTrue());
        approve();
        assertThat(effected()).containsExactly(ODU.id(), CU.id(), NEWER_ODU.id());
        assertThat(files(published().getLast()))
                .containsKeys("deployment-patch_oran_odu.yaml", "deployment-patch_oran_cu.yaml");
    }

    @Test
    public void makesAProposalAnewWhenSomebodyPublishedWhatItHasNotSeen() {
        // Given
        apply(propose("a"), "oran", ODU);
        approve();
        apply(propose("a"), "oran", CU);
        RevisionState theirs = InMemoryPorch.done(porch().create(new RevisionDraft(
                REPOSITORY, "oran", "by-hand", published().getFirst(), null, "", Map.of())));
        RevisionState settled = settle(new Answer.Done<>(theirs));
        settle(porch().publish(settle(porch().propose(settled, Map.of()))));

        // When
        Effect effect = apply(propose("a"), "oran", CU);

        // Then
        assertThat(effect).isInstanceOf(Effect.Awaiting.class);
        approve();
        assertThat(published()).hasSize(3);
        assertThat(RevisionNotes.sourceRevision(published().getLast())).hasValue(2);
        assertThat(effected()).containsExactly(ODU.id(), CU.id());
    }

    @ParameterizedTest
    @EnumSource(
            value = PorchCall.class,
            names = {"CREATE", "WRITE", "PROPOSE"})
    public void proposesOnceThoughTheExecutorDies(PorchCall call) {
        for (Fault fault : List.of(Fault.DEATH_BEFORE, Fault.DEATH_AFTER)) {
            // Given
            String name =
                    "oran-" + fault.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            FaultyRevisions deadly = new FaultyRevisions(porch()).fail(call, fault, 1);
            assertThatThrownBy(() -> apply(propose("a", deadly), name, ODU)).isInstanceOf(FaultyRevisions.Death.class);

            // When
            Effect effect = apply(propose("a"), name, ODU);

            // Then
            assertThat(effect).isInstanceOf(Effect.Awaiting.class);
            assertThat(drafts())
                    .filteredOn(draft -> draft.packageName().equals(name))
                    .singleElement()
                    .satisfies(only -> assertThat(only.lifecycle()).isEqualTo(Lifecycle.PROPOSED));
        }
    }

    @Test
    public void publishesWhatIsOpenOnceNobodyNeedApprove() {
        // Given
        apply(propose("a"), PACKAGE, Planned.scaling().at(1));
        PackageStore auto = open("a", porch());

        // Then
        assertThat(auto.decided(Map.of(PACKAGE, List.of(Planned.scaling().at(1)))))
                .containsExactly(Planned.id(1));
        assertThat(apply(auto, PACKAGE, Planned.scaling().at(1))).isInstanceOf(Effect.InRevision.class);
        assertThat(effected()).containsExactly(Planned.id(1));
        assertThat(drafts()).isEmpty();
    }

    @Test
    public void holdsAnIntentToBeWaitingWhilePorchDoesNotAnswer() {
        // Given
        apply(propose(), PACKAGE, Planned.scaling().at(1));
        FaultyRevisions away = new FaultyRevisions(porch()).fail(PorchCall.LIST, Fault.LOST_REQUEST, 1);

        // Then
        assertThat(propose("b", away)
                        .decided(Map.of(PACKAGE, List.of(Planned.scaling().at(1)))))
                .isEmpty();
    }

    private Set<IntentId> decided(String packageName, PlannedIntent... waiting) {
        Map<String, List<PlannedIntent>> all = new HashMap<>();
        all.put(packageName, List.of(waiting));
        return propose().decided(all);
    }

    private PackageStore propose() {
        return propose("person-" + opened++);
    }

    private PackageStore propose(String instance) {
        return propose(instance, porch());
    }

    private PackageStore propose(String instance, PackageRevisions revisions) {
        return new PorchPackageStore(
                revisions,
                repositories(),
                proposing(instance, LEASE),
                Placements.over(revisions, repositories(), List.of(REPOSITORY)),
                new GitTurns(1),
                System::nanoTime,
                new Random(7));
    }

    private static PorchSettings proposing(String instance, Duration lease) {
        return settings(instance, lease, List.of(REPOSITORY), Approval.PROPOSE_ONLY);
    }

    /** As after a start, by an executor that takes everything for old. */
    private void sweep() {
        new LeftoverSweep(porch(), proposing("person-0", Duration.ZERO), () -> Set.of(REPOSITORY), _ -> false).run();
    }

    private RevisionState proposal() {
        return drafts().stream()
                .filter(revision -> revision.lifecycle() == Lifecycle.PROPOSED)
                .findFirst()
                .orElseThrow();
    }

    private void approve() {
        settle(porch().publish(settle(porch().look(proposal()))));
    }
}
