package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.PackageStoreContract;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.porch.FaultyRevisions.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the store holds to on any Porch, in memory or over the wire, in either version of the API. */
public abstract class PorchPackageStoreContract extends PackageStoreContract {
    protected static final String REPOSITORY = "edge-01";
    protected static final String PACKAGE = "oran-odu--odu-high-phy";
    protected static final Duration LEASE = Duration.ofMinutes(5);

    private final AtomicInteger instances = new AtomicInteger();

    /** The server under the store, without faults. */
    protected abstract PackageRevisions porch();

    protected abstract PorchRepositories repositories();

    /** All revisions in {@link #REPOSITORY}. */
    protected abstract List<RevisionState> all();

    /** Whether what the server answers has been seen to end. */
    protected boolean endsStepsAtOnce() {
        return true;
    }

    @Override
    protected PackageStore open() {
        return open("executor-" + instances.incrementAndGet(), porch());
    }

    protected PackageStore open(String instance, PackageRevisions revisions) {
        return open(instance, revisions, LEASE, List.of(REPOSITORY));
    }

    protected PackageStore open(String instance, PackageRevisions revisions, Duration lease, List<String> shards) {
        return new PorchPackageStore(
                revisions,
                repositories(),
                settings(instance, lease, shards),
                Placements.over(revisions, repositories(), shards),
                new GitTurns(1),
                System::nanoTime,
                new Random(7));
    }

    protected static PorchSettings settings(String instance, Duration lease, List<String> shards) {
        return settings(instance, lease, shards, Approval.AUTO);
    }

    protected static PorchSettings settings(String instance, Duration lease, List<String> shards, Approval approval) {
        return new PorchSettings(
                shards,
                instance,
                lease,
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                Duration.ofMillis(1),
                Duration.ofMillis(20),
                approval);
    }

    @Override
    protected List<IntentId> effected() {
        return published().stream()
                .flatMap(revision -> RevisionNotes.intents(revision).stream())
                .toList();
    }

    protected List<RevisionState> published() {
        return all().stream()
                .filter(RevisionState::isPublished)
                .sorted(Comparator.comparing(RevisionState::packageName).thenComparing(RevisionState::revision))
                .toList();
    }

    protected List<RevisionState> drafts() {
        return all().stream().filter(RevisionState::isOpen).toList();
    }

    @Test
    public void takesNoCallMoreThanItNeeds() {
        // Given
        FaultyRevisions calls = new FaultyRevisions(porch());
        PackageStore store = open("a", calls);

        // When
        apply(store, PACKAGE, Planned.scaling().at(1));
        apply(store, PACKAGE, Planned.scaling().at(2));

        // Then
        assertThat(calls.made())
                .filteredOn(call -> call != PorchCall.LIST && call != PorchCall.READ)
                .containsExactly(
                        PorchCall.CREATE,
                        PorchCall.WRITE,
                        PorchCall.PROPOSE,
                        PorchCall.PUBLISH,
                        PorchCall.CREATE,
                        PorchCall.WRITE,
                        PorchCall.PROPOSE,
                        PorchCall.PUBLISH);
        if (endsStepsAtOnce()) {
            // Twice more than writing takes: for the first it is asked where the package is, there and everywhere.
            assertThat(calls.made()).hasSize(12).doesNotContain(PorchCall.READ);
        }
    }

    @Test
    public void makesOneRevisionOfManyIntentsAndNamesThemAll() {
        // Given
        List<PlannedIntent> intents = IntStream.range(0, 300)
                .mapToObj(i -> Planned.scaling().of("oran", "odu-" + i).at(i))
                .toList();
        List<IntentId> ids = intents.stream().map(PlannedIntent::id).toList();

        // When
        Map<IntentId, Effect> effects = open().apply(List.of(new PackageChange("oran", intents)));

        // Then
        assertThat(effects.values()).hasOnlyElementsOfType(Effect.InRevision.class);
        assertThat(published()).hasSize(1);
        assertThat(effected()).containsExactlyElementsOf(ids);
        assertThat(files(published().getFirst()).get("Kptfile"))
                .contains(ids.stream().map(IntentId::toString).toList());
        assertThat(files(published().getFirst())).hasSize(302);
    }

    @Test
    public void recognisesAnIntentThatANewerOneHasReplaced() {
        // Given
        Effect first = apply(open(), PACKAGE, Planned.scaling().at(1));
        apply(open(), PACKAGE, Planned.scaling().at(2));

        // When
        Effect again = apply(open(), PACKAGE, Planned.scaling().at(1));

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(published()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "LIST, LOST_REQUEST, 1",
        "LIST, LOST_ANSWER, 3",
        "READ, LOST_REQUEST, 2",
        "CREATE, LOST_REQUEST, 1",
        "CREATE, LOST_ANSWER, 1",
        "CREATE, LOST_ANSWER, 3",
        "WRITE, LOST_REQUEST, 2",
        "WRITE, LOST_ANSWER, 2",
        "PROPOSE, LOST_REQUEST, 1",
        "PROPOSE, LOST_ANSWER, 2",
        "PUBLISH, LOST_REQUEST, 2",
        "PUBLISH, LOST_ANSWER, 1"
    })
    public void findsOutWhatBecameOfACallWithoutAnswer(PorchCall call, Fault fault, int times) {
        // Given
        apply(open("a", porch()), PACKAGE, Planned.scaling().at(1));
        FaultyRevisions faulty = new FaultyRevisions(porch()).fail(call, fault, times);

        // When
        Effect effect = apply(open("a", faulty), PACKAGE, Planned.scaling().at(2));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        assertThat(effected()).containsExactly(Planned.id(1), Planned.id(2));
        assertThat(drafts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE, DEATH_BEFORE",
        "CREATE, DEATH_AFTER",
        "WRITE, DEATH_BEFORE",
        "WRITE, DEATH_AFTER",
        "PROPOSE, DEATH_BEFORE",
        "PROPOSE, DEATH_AFTER",
        "PUBLISH, DEATH_BEFORE",
        "PUBLISH, DEATH_AFTER"
    })
    public void resumesAfterDeathAtAnyStep(PorchCall call, Fault fault) {
        for (int round = 0; round < 2; round++) {
            // Given
            PlannedIntent intent = Planned.scaling().at(round);
            PackageStore dying = open("a", new FaultyRevisions(porch()).fail(call, fault, 1));
            assertThatThrownBy(() -> apply(dying, PACKAGE, intent)).isInstanceOf(FaultyRevisions.Death.class);

            // When
            Effect effect = apply(open("b", porch()), PACKAGE, intent);

            // Then
            assertThat(effect).isInstanceOf(Effect.InRevision.class);
            assertThat(effected()).hasSize(round + 1).endsWith(intent.id());
            assertThat(drafts()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"CREATE, DEATH_AFTER", "WRITE, DEATH_AFTER", "PROPOSE, DEATH_AFTER"})
    public void removesItsLeftoverWhenTheBatchIsAnotherAfterwards(PorchCall call, Fault fault) {
        // Given
        PlannedIntent one = Planned.scaling().of("oran", "odu").at(1);
        PlannedIntent other = Planned.scaling().of("oran", "cu").at(2);
        PackageStore dying = open("a", new FaultyRevisions(porch()).fail(call, fault, 1));
        assertThatThrownBy(() -> apply(dying, "oran", one)).isInstanceOf(FaultyRevisions.Death.class);

        // When
        Map<IntentId, Effect> effects =
                open("a", porch()).apply(List.of(new PackageChange("oran", List.of(one, other))));

        // Then
        assertThat(effects.values()).hasOnlyElementsOfType(Effect.InRevision.class);
        assertThat(published()).hasSize(1);
        assertThat(drafts()).isEmpty();
    }

    @Test
    public void givesUpForNowWhenNothingIsToBeLearnt() {
        // Given
        FaultyRevisions faulty = new FaultyRevisions(porch()).fail(PorchCall.CREATE, Fault.LOST_REQUEST, 1000);

        // When
        Effect effect = apply(open("a", faulty), PACKAGE, Planned.scaling().at(1));

        // Then
        assertThat(effect)
                .isInstanceOfSatisfying(
                        Effect.Unavailable.class,
                        unavailable -> assertThat(unavailable.reason().rule()).isEqualTo(PorchFailure.UNREACHABLE));
        assertThat(faulty.made()).hasSizeLessThan(20);
        assertThat(all()).isEmpty();
    }

    @Test
    public void leavesTheDraftsOfOthersAlone() {
        // Given
        apply(open(), PACKAGE, Planned.scaling().at(1));
        RevisionState theirs = InMemoryPorch.done(porch().create(new RevisionDraft(
                REPOSITORY, PACKAGE, "by-hand", published().getFirst(), null, "", Map.of())));

        // When
        Effect effect = apply(open(), PACKAGE, Planned.scaling().at(2));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        assertThat(drafts()).extracting(RevisionState::name).containsExactly(theirs.name());
    }

    @Test
    public void putsBackWhatARevisionLackedThatWasMadeFromAnOlderOne() {
        // Given
        apply(open(), "oran", Planned.scaling().of("oran", "odu").at(1));
        FaultyRevisions late = new FaultyRevisions(porch()).fail(PorchCall.WRITE, Fault.DEATH_AFTER, 1);
        PlannedIntent slow = Planned.scaling().of("oran", "cu").at(3);
        assertThatThrownBy(() -> apply(open("slow", late), "oran", slow)).isInstanceOf(FaultyRevisions.Death.class);
        RevisionState draft = settle(new Answer.Done<>(drafts().getFirst()));
        apply(
                open("quick", porch(), Duration.ofDays(1), List.of(REPOSITORY)),
                "oran",
                Planned.scaling().of("oran", "upf").at(2));

        // When
        settle(porch().propose(draft, Map.of()));
        settle(porch().publish(proposed()));
        Effect effect = apply(open("slow", porch()), "oran", slow);

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        assertThat(effected()).containsExactly(Planned.id(1), Planned.id(2), Planned.id(3));
        assertThat(published()).hasSize(4);
        assertThat(files(published().getLast()).keySet())
                .contains(
                        "deployment-patch_oran_odu.yaml",
                        "deployment-patch_oran_upf.yaml",
                        "deployment-patch_oran_cu.yaml");
        assertThat(drafts()).isEmpty();
    }

    @Test
    public void spreadsPackagesAndFollowsTheRepositoryAnIntentNames() {
        // Given
        PackageStore store = open("a", porch(), LEASE, List.of("edge-02", "edge-03"));
        PlannedIntent free = Planned.scaling().of("oran", "odu").at(1);
        PlannedIntent bound = Planned.scaling()
                .of("oran", "cu")
                .within(new Intent.Constraints(null, null, List.of(), null, REPOSITORY, false, null))
                .at(2);

        // When
        Map<IntentId, Effect> effects = store.apply(List.of(new PackageChange("oran", List.of(free, bound))));

        // Then
        assertThat(effects.values()).hasOnlyElementsOfType(Effect.InRevision.class);
        assertThat(effected()).containsExactly(bound.id());
    }

    @Test
    public void refusesARepositoryThatNobodyRegistered() {
        // When
        Effect effect = apply(
                open(),
                PACKAGE,
                Planned.scaling()
                        .within(new Intent.Constraints(null, null, List.of(), null, "nowhere", false, null))
                        .at(1));

        // Then
        assertThat(effect)
                .isInstanceOfSatisfying(
                        Effect.Refused.class,
                        refused -> assertThat(refused.reason())
                                .satisfies(reason -> assertThat(reason.rule()).isEqualTo(PorchFailure.REPOSITORY))
                                .satisfies(
                                        reason -> assertThat(reason.message()).contains("'nowhere'")));
    }

    protected Map<String, String> files(RevisionState revision) {
        return InMemoryPorch.done(porch().read(revision));
    }

    private RevisionState proposed() {
        return drafts().stream()
                .filter(revision -> revision.lifecycle() == Lifecycle.PROPOSED)
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the server is done with a step. */
    protected RevisionState settle(Answer<RevisionState> answer) {
        RevisionState state = InMemoryPorch.done(answer);
        List<RevisionState> seen = new ArrayList<>(List.of(state));
        await().until(() -> {
            RevisionState now = InMemoryPorch.done(porch().look(seen.getLast()));
            seen.add(now);
            return !now.pending();
        });
        return seen.getLast();
    }
}
