package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Target;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.state.InMemorySiteBoard;
import io.conductorloop.state.SiteBoard;
import io.conductorloop.state.SiteBoard.Place;
import io.conductorloop.state.StateUnavailableException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Places of packages that have not come to be: kept for who needs them, and taken back. */
class PromisedPlaceTest extends PlacementFixture {
    @Test
    void takesBackThePlaceOfAPackageThatNeverCameToBe() {
        // Given
        offer(site(NORTH, 300), site(SOUTH, 400));
        Effect refused = apply(scaling(NORTH).because("breaks-render").at(1));
        Effect early = apply(scaling(SOUTH).at(2));
        long held = board.sites().get(NORTH).replicas();

        // When
        now = now.plus(LEASE).plusSeconds(1);
        sweep();
        Effect late = apply(scaling(SOUTH).at(2));

        // Then
        assertThat(refused).isInstanceOf(Effect.Refused.class);
        assertThat(early).isInstanceOf(Effect.Unavailable.class);
        assertThat(reason(early).rule()).isEqualTo(PorchFailure.SITE_ELSEWHERE);
        assertThat(held).isEqualTo(3);
        assertThat(board.sites().get(NORTH).replicas()).isZero();
        assertThat(late).isInstanceOf(Effect.InRevision.class);
        assertThat(homes()).isEqualTo(Map.of(PACKAGE, Set.of(SOUTH)));
    }

    @Test
    void takesBackNoPlaceThatIsAskedForOrHasCometoBe() {
        // Given
        offer(site(NORTH, 300));
        board.place(PACKAGE, NORTH, 10, Map.of(), now);
        publishByHand(NORTH);
        board.place("in-draft", NORTH, 10, Map.of(), now);
        RevisionNotes notes = new RevisionNotes("another", List.of(Planned.id(9)), 0, "d");
        porch.create(new RevisionDraft(NORTH, "in-draft", "r-draft", null, null, "", notes.annotations()));
        board.place("asked-for", NORTH, 10, Map.of(), now.plus(LEASE));

        // When
        now = now.plus(LEASE).plusSeconds(1);
        sweep();

        // Then
        assertThat(board.placed(List.of(PACKAGE, "in-draft", "asked-for")))
                .isEqualTo(Map.of(
                        PACKAGE,
                        new Place(NORTH, true),
                        "in-draft",
                        new Place(NORTH, false),
                        "asked-for",
                        new Place(NORTH, false)));
        assertThat(board.unsettled(now, 10)).containsExactly("asked-for");
    }

    @Test
    void leavesThePlaceToWhoWasFirstWhateverBecomesOfTheOther() {
        // Given: both look before either places
        offer(site(NORTH, 300), site(SOUTH, 50));
        PackageRevisions slow = (PackageRevisions) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PackageRevisions.class}, (_, method, arguments) -> {
                    Object answer = method.invoke(porch, arguments);
                    if (method.getName().equals("named")) {
                        board.place(PACKAGE, SOUTH, 10, Map.of(new Target("oran-odu", "first"), 4), now);
                    }
                    return answer;
                });

        // When
        PlannedIntent second = scaling(NORTH).at(1);
        Effect effect = open("b", Placements.on(board, slow, porch, List.of(HOME), () -> now))
                .apply(List.of(new PackageChange(PACKAGE, List.of(second))))
                .get(second.id());

        // Then
        assertThat(effect).isInstanceOf(Effect.Unavailable.class);
        assertThat(reason(effect).rule()).isEqualTo(PorchFailure.SITE_ELSEWHERE);
        assertThat(board.placed(List.of(PACKAGE))).isEqualTo(Map.of(PACKAGE, new Place(SOUTH, false)));
        assertThat(board.sites().get(SOUTH).replicas()).isEqualTo(4);
    }

    @Test
    void renewsNoPromiseForWhoMayNotGoThere() {
        // Given
        offer(site(NORTH, 300), site(SOUTH, 400));
        board.place(PACKAGE, NORTH, 10, Map.of(), now);

        // When
        now = now.plus(LEASE);
        apply(scaling(SOUTH).at(1));
        now = now.plusSeconds(1);
        sweep();

        // Then
        assertThat(apply(scaling(SOUTH).at(1))).isInstanceOf(Effect.InRevision.class);
        assertThat(homes()).isEqualTo(Map.of(PACKAGE, Set.of(SOUTH)));
    }

    @Test
    void takesNothingBackWhereTheRepositoryCannotSay() {
        // Given
        board.place(PACKAGE, NORTH, 10, Map.of(), now);
        porch.register(NORTH, new PorchRepository.NotReady("cannot clone"));

        // When
        now = now.plus(LEASE).plusSeconds(1);
        sweep();

        // Then
        assertThat(board.placed(List.of(PACKAGE))).isEqualTo(Map.of(PACKAGE, new Place(NORTH, false)));
    }

    @Test
    void standsByARevisionWhenTheBoardFailsAfterIt() {
        // Given
        SiteBoard sound = board;
        board = (SiteBoard) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SiteBoard.class}, (_, method, arguments) -> {
                    if (method.getName().equals("settle")) {
                        throw new StateUnavailableException("Redis does not serve", new IOException("reset"));
                    }
                    return method.invoke(sound, arguments);
                });

        // When
        Effect effect = apply(scaling(NORTH, SOUTH).at(1));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        assertThat(sound.placed(List.of(PACKAGE)).get(PACKAGE).isSettled()).isFalse();
    }

    @Test
    void keepsToOneSiteWhileAPersonDecides() {
        // Given
        offer(site(NORTH, 300), site(SOUTH, 50));
        PorchSettings proposing = PorchPackageStoreContract.settings("a", LEASE, List.of(HOME), Approval.PROPOSE_ONLY);
        PlannedIntent intent = scaling(NORTH, SOUTH).at(1);
        PackageChange change = new PackageChange(PACKAGE, List.of(intent));

        // When
        Effect proposed = open(proposing).apply(List.of(change)).get(intent.id());
        board = new InMemorySiteBoard();
        offer(site(NORTH, 10), site(SOUTH, 500));
        Effect still = open(proposing).apply(List.of(change)).get(intent.id());
        Map<String, Set<String>> homes = homes();
        porch.reject(porch.open().getFirst());
        Effect rejected = open(proposing).apply(List.of(change)).get(intent.id());

        // Then
        assertThat(List.of(proposed, still)).hasOnlyElementsOfType(Effect.Awaiting.class);
        assertThat(homes).isEqualTo(Map.of(PACKAGE, Set.of(SOUTH)));
        assertThat(rejected).isInstanceOf(Effect.Refused.class);
        assertThat(reason(rejected).rule()).isEqualTo(PorchFailure.REJECTED);
    }
}
