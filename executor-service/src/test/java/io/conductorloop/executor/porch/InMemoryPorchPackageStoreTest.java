package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.porch.FaultyRevisions.Fault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InMemoryPorchPackageStoreTest extends PorchApprovalContract {
    private final InMemoryPorch porch = new InMemoryPorch(REPOSITORY, "edge-02", "edge-03");

    @Override
    protected PackageRevisions porch() {
        return porch;
    }

    @Override
    protected PorchRepositories repositories() {
        return porch;
    }

    @Override
    protected List<RevisionState> all() {
        return porch.all().stream()
                .filter(revision -> revision.repository().equals(REPOSITORY))
                .toList();
    }

    @Override
    protected RevisionState reject(RevisionState proposed) {
        return porch.reject(proposed);
    }

    @Test
    void refusesOneIntentOfManyThatCannotBeRendered() {
        // Given
        PlannedIntent good = Planned.scaling().of("oran", "odu").at(1);
        PlannedIntent bad =
                Planned.scaling().of("oran", "cu").because("breaks-render").at(2);

        // When
        Map<IntentId, Effect> effects = open().apply(List.of(new PackageChange("oran", List.of(good, bad))));

        // Then
        assertThat(effects.get(good.id())).isInstanceOf(Effect.InRevision.class);
        assertThat(effects.get(bad.id()))
                .isInstanceOfSatisfying(
                        Effect.Refused.class,
                        refused -> assertThat(refused.reason().rule()).isEqualTo(PorchFailure.RENDER));
        assertThat(effected()).containsExactly(good.id());
        assertThat(drafts()).isEmpty();
    }

    @Test
    void findsTheOneBadIntentOfManyAndPutsOffWhatWouldTakeTooLong() {
        // Given
        List<PlannedIntent> oneBad = IntStream.range(0, 40)
                .mapToObj(i -> Planned.scaling()
                        .of("oran", "odu-" + i)
                        .because(i == 33 ? "breaks-render" : "load")
                        .at(i))
                .toList();
        List<PlannedIntent> allBad = IntStream.range(0, 40)
                .mapToObj(i -> Planned.scaling()
                        .of("core", "upf-" + i)
                        .because("breaks-render")
                        .at(100 + i))
                .toList();

        // When
        Map<IntentId, Effect> effects = open().apply(List.of(new PackageChange("oran", oneBad)));
        Map<IntentId, Effect> others = open().apply(List.of(new PackageChange("core", allBad)));

        // Then
        assertThat(effects).hasSize(40);
        assertThat(effects.values())
                .filteredOn(Effect.InRevision.class::isInstance)
                .hasSize(39);
        assertThat(effects.get(Planned.id(33))).isInstanceOf(Effect.Refused.class);
        assertThat(others).hasSize(40);
        assertThat(others.values()).hasOnlyElementsOfTypes(Effect.Refused.class, Effect.Unavailable.class);
        assertThat(drafts()).isEmpty();
    }

    @Test
    void waitsForARepositoryThatIsNotReadyAndRefusesOneThatIsReadOnly() {
        // Given
        porch.register(REPOSITORY, new PorchRepository.NotReady("cannot clone"));
        Effect notReady = apply(open(), PACKAGE, Planned.scaling().at(1));
        porch.register(REPOSITORY, new PorchRepository.ReadOnly("it is an OCI registry"));

        // When
        Effect readOnly = apply(open(), PACKAGE, Planned.scaling().at(1));

        // Then
        assertThat(notReady)
                .isInstanceOfSatisfying(
                        Effect.Unavailable.class,
                        unavailable ->
                                assertThat(unavailable.reason().message()).contains(REPOSITORY, "cannot clone"));
        assertThat(readOnly)
                .isInstanceOfSatisfying(
                        Effect.Refused.class,
                        refused -> assertThat(refused.reason().message()).contains(REPOSITORY, "OCI registry"));
    }

    @Test
    void startsAPackageAfterAnotherExecutorOnceItsDraftIsOlderThanTheLease() {
        // Given
        FaultyRevisions dying = new FaultyRevisions(porch).fail(PorchCall.WRITE, Fault.LOST_REQUEST, 1000);
        apply(open("dead", dying), PACKAGE, Planned.scaling().at(1));
        assertThat(drafts()).hasSize(1);

        // When
        Effect before = apply(open("alive", porch), PACKAGE, Planned.scaling().at(2));
        porch.pass(LEASE.plusSeconds(1));
        Effect after = apply(open("alive", porch), PACKAGE, Planned.scaling().at(2));

        // Then
        assertThat(before)
                .isInstanceOfSatisfying(
                        Effect.Unavailable.class,
                        unavailable ->
                                assertThat(unavailable.reason().message()).contains("another executor"));
        assertThat(after).isInstanceOf(Effect.InRevision.class);
        assertThat(drafts()).isEmpty();
    }

    @Test
    void sweepsItsOwnLeftoversAndThoseOfOthersThatAreOlderThanTheLease() {
        // Given
        FaultyRevisions dying = new FaultyRevisions(porch).fail(PorchCall.WRITE, Fault.LOST_REQUEST, 1000);
        apply(open("dead", dying), "old", Planned.scaling().at(1));
        porch.create(new RevisionDraft(REPOSITORY, "theirs", "by-hand", null, null, "", Map.of()));
        porch.pass(LEASE.plusSeconds(1));
        apply(open("other", dying), "new", Planned.scaling().at(2));
        apply(open("me", dying), "mine", Planned.scaling().at(3));
        apply(open("me", dying), "under-way", Planned.scaling().at(4));

        // When
        new LeftoverSweep(
                        porch,
                        settings("me", LEASE, List.of(REPOSITORY)),
                        () -> Set.of(REPOSITORY),
                        draft -> draft.packageName().equals("under-way"))
                .run();

        // Then
        assertThat(drafts())
                .extracting(RevisionState::packageName)
                .containsExactlyInAnyOrder("theirs", "new", "under-way");
    }

    @Test
    void saysThatAPersonHasBegunThePackage() {
        // Given
        porch.create(new RevisionDraft(REPOSITORY, PACKAGE, "by-hand", null, null, "", Map.of()));

        // When
        Effect effect = apply(open(), PACKAGE, Planned.scaling().at(1));

        // Then
        assertThat(effect)
                .isInstanceOfSatisfying(
                        Effect.Unavailable.class,
                        unavailable ->
                                assertThat(unavailable.reason().message()).contains("by-hand", "publish"));
    }

    @Test
    void writesOnTopOfWhatAPersonPublished() {
        // Given
        apply(open(), PACKAGE, Planned.scaling().at(1));
        porch.publishByHand(
                new RevisionDraft(REPOSITORY, PACKAGE, "by-hand", published().getFirst(), null, "", Map.of()),
                Map.of("notes.yaml", "a: b"),
                "package-context.yaml");

        // When
        Effect effect = apply(open(), PACKAGE, Planned.scaling().at(2));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        assertThat(published()).hasSize(3);
        assertThat(files(published().getLast())).containsKeys("notes.yaml", "package-context.yaml", "Kptfile");
    }

    @Test
    void refusesAWorkspaceNameThatSomebodyElseTook() {
        // Given
        apply(open(), PACKAGE, Planned.scaling().at(1));
        String workspace = published().getFirst().workspace();
        InMemoryPorch.done(porch.create(new RevisionDraft(REPOSITORY, "other", workspace, null, null, "", Map.of())));

        // When
        Effect effect = apply(open(), "other", Planned.scaling().at(1));

        // Then
        assertThat(effect)
                .isInstanceOfSatisfying(
                        Effect.Refused.class,
                        refused -> assertThat(refused.reason().rule()).isEqualTo("porch-collision"));
        assertThat(drafts()).hasSize(1);
    }
}
