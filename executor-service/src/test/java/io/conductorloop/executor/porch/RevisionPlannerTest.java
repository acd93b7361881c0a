package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.executor.packages.PackageRenderer;
import io.conductorloop.executor.packages.RevisionName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RevisionPlannerTest {
    private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
    private static final PlannedIntent INTENT =
            Planned.scaling().of("oran", "odu").to(5).at(7);
    private static final String WORKSPACE = RevisionName.of(List.of(INTENT.id()));
    private static final Map<String, String> NOTES = notes("me", 1, INTENT);

    private final RevisionPlanner planner = new RevisionPlanner(
            new PackageChange("oran", List.of(INTENT)),
            "edge-01",
            "me",
            Duration.ofMinutes(5),
            Approval.AUTO,
            Blueprint.NONE);

    @Test
    void looksFirst() {
        assertThat(planner.next(Sighting.NOTHING)).isEqualTo(new Step.Look());
    }

    @Test
    void beginsAPackageFromNothing() {
        assertThat(planner.next(sees())).isInstanceOfSatisfying(Step.Create.class, create -> {
            assertThat(create.draft().derivedName()).isEqualTo("edge-01.oran." + WORKSPACE);
            assertThat(create.draft().source()).isNull();
            assertThat(create.draft().annotations()).isEqualTo(notes("me", 0, INTENT));
        });
    }

    @Test
    void readsWhatThePackageSaysAndGoesOnFromThere() {
        // Given
        RevisionState first = published("by-hand", 1, Map.of());

        // Then
        assertThat(planner.next(sees(first))).isEqualTo(new Step.Read(first));
        assertThat(planner.next(sees(first).read(first, files()))).isInstanceOfSatisfying(Step.Create.class, create -> {
            assertThat(create.draft().source()).isEqualTo(first);
            assertThat(create.draft().annotations()).isEqualTo(NOTES);
        });
    }

    @Test
    void writesProposesAndPublishesItsDraft() {
        // Given
        RevisionState first = published("by-hand", 1, Map.of());
        Sighting before = sees(first, draft(WORKSPACE, Lifecycle.DRAFT, NOTES)).read(first, files());

        // Then
        Step.Write write = (Step.Write) planner.next(before);
        assertThat(write.files()).containsKeys("Kptfile", "deployment-patch_oran_odu.yaml");
        Sighting written = before.wrote(new PackageRevisions.Written(write.draft(), write.files()));
        assertThat(planner.next(written)).isEqualTo(new Step.Propose(write.draft(), Map.of()));
        RevisionState proposed = draft(WORKSPACE, Lifecycle.PROPOSED, NOTES);
        assertThat(planner.next(written.with(proposed))).isEqualTo(new Step.Publish(proposed));
        assertThat(planner.next(written.with(published(WORKSPACE, 2, NOTES))))
                .isEqualTo(new Step.Settled(Map.of(INTENT.id(), new Effect.InRevision("oran", WORKSPACE))));
    }

    @Test
    void writesAgainWhatWasWrittenBeforeACrash() {
        // Given
        RevisionState first = published("by-hand", 1, Map.of());
        RevisionState draft = draft(WORKSPACE, Lifecycle.DRAFT, NOTES);

        // Then
        assertThat(planner.next(sees(first, draft).read(first, files()))).isInstanceOf(Step.Write.class);
    }

    @Test
    void clearsItsDraftThatWasMadeFromWhatIsNoLongerTheLatest() {
        // Given
        RevisionState second = published("by-hand-2", 2, Map.of());
        RevisionState draft = draft(WORKSPACE, Lifecycle.PROPOSED, NOTES);

        // Then
        assertThat(planner.next(
                        sees(published("by-hand", 1, Map.of()), second, draft).read(second, files())))
                .isEqualTo(new Step.Clear(draft));
    }

    @Test
    void waitsForWhatTheServerStillDoes() {
        // Given
        RevisionState first = published("by-hand", 1, Map.of());
        RevisionState pending = pending(draft(WORKSPACE, Lifecycle.DRAFT, NOTES), null);
        RevisionState failed = failed(pending, "no such function");

        // Then
        assertThat(planner.next(sees(first, pending).read(first, files()))).isEqualTo(new Step.Await(pending));
        assertThat(planner.next(sees(first, failed).read(first, files())))
                .isInstanceOfSatisfying(
                        Step.Abandon.class,
                        abandon -> assertThat(abandon.reason().message()).contains("no such function"));
    }

    @Test
    void makesNothingBesideARevisionThatTheServerIsPublishing() {
        // Given
        RevisionState first = published("by-hand", 1, Map.of());
        RevisionState theirs = pending(draft("r-theirs", Lifecycle.PUBLISHED, notes("other", 1, INTENT)), null);
        RevisionState persons = pending(draft("by-hand-2", Lifecycle.PUBLISHED, Map.of()), null);

        // Then
        assertThat(planner.next(sees(first, theirs).read(first, files()).outwaiting(Set.of(theirs.name()))))
                .isEqualTo(new Step.Await(theirs));
        assertThat(planner.next(sees(first, persons).read(first, files()))).isInstanceOf(Step.Create.class);
    }

    @Test
    void tellsLeftoversFromDraftsOfOthers() {
        // Given
        RevisionState first = published("by-hand", 1, Map.of());
        RevisionState mine = draft("r-mine", Lifecycle.DRAFT, notes("me", 1));
        RevisionState theirs = draft("r-theirs", Lifecycle.DRAFT, notes("other", 1));
        RevisionState persons = draft("by-hand-2", Lifecycle.DRAFT, Map.of());

        // Then
        assertThat(planner.next(sees(first, mine).read(first, files()))).isEqualTo(new Step.Tidy(mine));
        assertThat(planner.next(sees(first, theirs).read(first, files()))).isInstanceOf(Step.Wait.class);
        assertThat(planner.next(sees(first, theirs).read(first, files()).outwaiting(Set.of(theirs.name()))))
                .isInstanceOf(Step.Create.class);
        assertThat(planner.next(sees(first, persons).read(first, files()))).isInstanceOf(Step.Create.class);
        assertThat(planner.next(sees(persons))).isInstanceOf(Step.Wait.class);
    }

    @Test
    void mendsARevisionThatHasNotSeenTheOneBeforeIt() {
        // Given
        PlannedIntent earlier = Planned.scaling().of("oran", "cu").at(3);
        RevisionState first = published("by-hand", 1, Map.of());
        RevisionState second = published("r-other", 2, notes("other", 1, earlier));
        RevisionState third = published(WORKSPACE, 3, NOTES);
        Sighting seen = sees(first, second, third)
                .read(first, files())
                .read(second, files(earlier))
                .read(third, files(INTENT));

        // When
        Step step = planner.next(seen);

        // Then
        assertThat(step).isInstanceOfSatisfying(Step.Create.class, create -> {
            assertThat(create.draft().workspace()).startsWith("m-");
            assertThat(create.draft().source()).isEqualTo(third);
        });
        assertThat(planner.next(seen.read(third, files(earlier, INTENT)))).isInstanceOf(Step.Settled.class);
    }

    private static Sighting sees(RevisionState... revisions) {
        return Sighting.NOTHING.listed(new RevisionListing(Arrays.asList(revisions), NOW));
    }

    private static Map<String, String> notes(String instance, int source, PlannedIntent... intents) {
        Map<String, String> files = new HashMap<>();
        for (PlannedIntent intent : intents) {
            files.put("deployment-patch_oran_odu.yaml", PackageRenderer.facetFile(intent, WORKSPACE));
        }
        return new RevisionNotes(
                        instance,
                        Arrays.stream(intents).map(PlannedIntent::id).toList(),
                        source,
                        RevisionNotes.digest(files))
                .annotations();
    }

    private static SortedMap<String, String> files(PlannedIntent... intents) {
        SortedMap<String, String> files = new TreeMap<>(PackageRenderer.packageFiles("oran"));
        for (PlannedIntent intent : intents) {
            files.put(
                    "deployment-patch_oran_" + intent.intent().target().name() + ".yaml",
                    PackageRenderer.facetFile(intent, RevisionName.of(List.of(intent.id()))));
        }
        return files;
    }

    private static RevisionState published(String workspace, int revision, Map<String, String> notes) {
        return state(workspace, Lifecycle.PUBLISHED, revision, notes, false, null);
    }

    private static RevisionState draft(String workspace, Lifecycle lifecycle, Map<String, String> notes) {
        return state(workspace, lifecycle, 0, notes, false, null);
    }

    private static RevisionState pending(RevisionState state, String error) {
        return state(state.workspace(), state.lifecycle(), 0, state.annotations(), true, error);
    }

    private static RevisionState failed(RevisionState state, String error) {
        return state(state.workspace(), state.lifecycle(), 0, state.annotations(), false, error);
    }

    private static RevisionState state(
            String workspace,
            Lifecycle lifecycle,
            int revision,
            Map<String, String> notes,
            boolean pending,
            String error) {
        return new RevisionState(
                "edge-01.oran." + workspace,
                "edge-01",
                "oran",
                workspace,
                lifecycle,
                revision,
                "rv",
                "content",
                pending,
                error,
                notes,
                NOW.minusSeconds(10),
                "");
    }
}
