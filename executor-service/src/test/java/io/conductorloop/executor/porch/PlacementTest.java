package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Intent.Constraints;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.state.InMemorySiteBoard;
import io.conductorloop.state.SiteBoard.Offer;
import io.conductorloop.state.SiteBoard.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where packages come to be whose intents allow several sites. */
class PlacementTest extends PlacementFixture {
    @Test
    void placesANewPackageAtTheCleanestSite() {
        // Given
        offer(site(NORTH, 300), site(SOUTH, 50));

        // When
        Effect effect = apply(scaling(NORTH, SOUTH).at(1));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        assertThat(homes()).isEqualTo(Map.of(PACKAGE, Set.of(SOUTH)));
    }

    @Test
    void leavesAPackageWhereItIsWhenAnotherSiteBecomesCleaner() {
        // Given
        offer(site(NORTH, 300), site(SOUTH, 50));
        apply(scaling(NORTH, SOUTH).at(1));
        offer(site(NORTH, 10), site(SOUTH, 500));

        // When
        apply(scaling(NORTH, SOUTH).to(7).at(2));

        // Then
        assertThat(homes()).isEqualTo(Map.of(PACKAGE, Set.of(SOUTH)));
        assertThat(porch.published()).hasSize(2);
    }

    @Test
    void followsAPlacedPackageWithIntentsThatNameNoSite() {
        offer(site(NORTH, 300), site(SOUTH, 50));
        apply(scaling(NORTH, SOUTH).at(1));
        apply(Planned.scaling().to(7).at(2));
        assertThat(homes()).isEqualTo(Map.of(PACKAGE, Set.of(SOUTH)));
    }

    @Test
    void refusesToMoveAPackage() {
        // Given
        offer(site(NORTH, 300), site(SOUTH, 50));
        apply(scaling(SOUTH).at(1));

        // When
        Effect effect = apply(scaling(NORTH).at(2));

        // Then
        assertThat(effect).isInstanceOf(Effect.Refused.class);
        assertThat(reason(effect).rule()).isEqualTo(PorchFailure.SITE_ELSEWHERE);
        assertThat(reason(effect).pointer()).isEqualTo("/constraints/sites");
        assertThat(reason(effect).message()).contains(SOUTH, NORTH);
        assertThat(homes()).isEqualTo(Map.of(PACKAGE, Set.of(SOUTH)));
    }

    @Test
    void findsThePackageAgainWhenTheBoardIsLost() {
        // Given
        offer(site(NORTH, 300), site(SOUTH, 50));
        apply(scaling(NORTH, SOUTH).at(1));
        board = new InMemorySiteBoard();
        offer(site(NORTH, 10), site(SOUTH, 500));

        // When
        Effect effect = apply(scaling(NORTH, SOUTH).to(7).at(2));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        assertThat(homes()).isEqualTo(Map.of(PACKAGE, Set.of(SOUTH)));
        assertThat(board.placed(List.of(PACKAGE))).isEqualTo(Map.of(PACKAGE, new Place(SOUTH, true)));
        assertThat(board.sites().get(SOUTH).replicas()).isEqualTo(7);
    }

    @Test
    void followsThePackageWithIntentsThatNameNoSiteAlsoWhenTheBoardIsLost() {
        // Given
        offer(site(NORTH, 300), site(SOUTH, 50));
        apply(scaling(NORTH, SOUTH).at(1));
        board = new InMemorySiteBoard();

        // When
        Effect again = apply(Planned.scaling().at(1));
        Effect next = apply(Planned.scaling().to(7).at(2));

        // Then
        assertThat(List.of(again, next)).hasOnlyElementsOfType(Effect.InRevision.class);
        assertThat(homes()).isEqualTo(Map.of(PACKAGE, Set.of(SOUTH)));
        assertThat(porch.published()).hasSize(2);
    }

    @Test
    void leavesAPackageWhereItIsWhenTheListOfRepositoriesChanges() {
        // Given
        apply(Planned.scaling().at(1));

        // When
        PlannedIntent next = Planned.scaling().to(7).at(2);
        open("a", Placements.on(board, porch, porch, List.of(NORTH), () -> now))
                .apply(List.of(new PackageChange(PACKAGE, List.of(next))));

        // Then
        assertThat(homes()).isEqualTo(Map.of(PACKAGE, Set.of(HOME)));
    }

    @Test
    void goesOnWithAPackageThatSomebodyElseHasPublishedAtAnAllowedSite() {
        // Given
        publishByHand(NORTH);
        offer(site(NORTH, 300), site(SOUTH, 50));

        // When
        Effect effect = apply(scaling(NORTH, SOUTH).at(1));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        assertThat(homes()).isEqualTo(Map.of(PACKAGE, Set.of(NORTH)));
    }

    @Test
    void doesNotMindWhatIsCalledTheSameElsewhere() {
        // Given
        publishByHand(HOME);
        offer(site(NORTH, 300), site(SOUTH, 50));

        // When
        apply(scaling(NORTH, SOUTH).at(1));

        // Then
        assertThat(homes()).isEqualTo(Map.of(PACKAGE, Set.of(HOME, SOUTH)));
    }

    @Test
    void goesOnWithThePublishedPackageAndNotWithADraft() {
        // Given
        apply(scaling(SOUTH).at(1));
        RevisionNotes notes = new RevisionNotes("another", List.of(Planned.id(9)), 0, "d");
        porch.create(new RevisionDraft(HOME, PACKAGE, "r-left", null, null, "", notes.annotations()));
        board = new InMemorySiteBoard();

        // When
        apply(Planned.scaling().to(7).at(2));

        // Then
        assertThat(porch.published()).extracting(RevisionState::repository).containsExactly(SOUTH, SOUTH);
    }

    @Test
    void leavesAPackageWhereItsNameHasPutItBefore() {
        // Given
        apply(Planned.scaling().at(1));
        offer(site(NORTH, 1), site(HOME, 900));

        // When
        Effect allowed = apply(scaling(NORTH, HOME).to(7).at(2));
        Effect other = apply(scaling(NORTH).to(8).at(3));

        // Then
        assertThat(allowed).isInstanceOf(Effect.InRevision.class);
        assertThat(reason(other).rule()).isEqualTo(PorchFailure.SITE_ELSEWHERE);
        assertThat(homes()).isEqualTo(Map.of(PACKAGE, Set.of(HOME)));
    }

    @Test
    void takesNothingWhileASiteCannotSayWhetherItHasThePackage() {
        // Given
        offer(site(NORTH, 300), site(SOUTH, 50));
        porch.register(NORTH, new PorchRepository.NotReady("cannot clone"));

        // When
        Effect effect = apply(scaling(NORTH, SOUTH).at(1));

        // Then
        assertThat(effect)
                .isInstanceOfSatisfying(
                        Effect.Unavailable.class,
                        unavailable ->
                                assertThat(unavailable.reason().message()).contains(NORTH, "cannot clone"));
        assertThat(porch.all()).isEmpty();
    }

    @Test
    void passesOverSitesThatTakeNoPackagesAndSaysSoWhenNoneDoes() {
        // Given
        offer(site("unheard-of", 1), site(SOUTH, 2), site(NORTH, 300));
        porch.register(SOUTH, new PorchRepository.ReadOnly("it is an OCI registry"));

        // When
        Effect first = apply(scaling("unheard-of", SOUTH, NORTH).at(1));
        Effect second = apply(Planned.scaling()
                .of("oran-odu", "other")
                .within(sites(null, "unheard-of", SOUTH))
                .at(2));

        // Then
        assertThat(first).isInstanceOf(Effect.InRevision.class);
        assertThat(homes()).isEqualTo(Map.of(PACKAGE, Set.of(NORTH)));
        assertThat(reason(second).rule()).isEqualTo(PorchFailure.REPOSITORY);
        assertThat(reason(second).message()).contains("unheard-of", "OCI registry");
    }

    @Test
    void waitsForRoomAndTakesItOnceThereIsSome() {
        // Given
        board.offer(List.of(new Offer(NORTH, 300, Instant.MAX, 8, Duration.ZERO)));
        apply(Planned.scaling()
                .of("oran", "first")
                .to(6)
                .within(sites(null, NORTH))
                .at(1));

        // When
        Effect full = apply(scaling(NORTH).to(5).at(2));
        apply(Planned.scaling()
                .of("oran", "first")
                .to(3)
                .within(sites(null, NORTH))
                .at(3));
        Effect fits = apply(scaling(NORTH).to(5).at(2));

        // Then
        assertThat(full)
                .isInstanceOfSatisfying(
                        Effect.Unavailable.class,
                        unavailable -> assertThat(unavailable.reason().rule()).isEqualTo(PorchFailure.SITE_CAPACITY));
        assertThat(fits).isInstanceOf(Effect.InRevision.class);
        assertThat(board.sites().get(NORTH).replicas()).isEqualTo(8);
    }

    @Test
    void refusesAtOnceWhatIsFoundPublishedElsewhereAndCountsNothingOfIt() {
        // Given
        offer(site(NORTH, 10), site(SOUTH, 50));
        apply(scaling(SOUTH).at(1));
        board = new InMemorySiteBoard();
        offer(site(NORTH, 10), site(SOUTH, 50));

        // When
        Effect effect = apply(scaling(NORTH).to(90).at(2));

        // Then
        assertThat(effect).isInstanceOf(Effect.Refused.class);
        assertThat(reason(effect).rule()).isEqualTo(PorchFailure.SITE_ELSEWHERE);
        assertThat(board.sites().get(SOUTH).replicas()).isZero();
    }

    @Test
    void obeysARepositoryThatIsNamedBesideTheSites() {
        offer(site(NORTH, 1), site(SOUTH, 50));
        Constraints both = new Constraints(
                null,
                null,
                List.of(),
                null,
                SOUTH,
                false,
                null,
                Collections.emptySortedMap(),
                List.of(NORTH, SOUTH),
                null);
        apply(Planned.scaling().within(both).at(1));
        assertThat(homes()).isEqualTo(Map.of(PACKAGE, Set.of(SOUTH)));
    }

    @Test
    void knowsWithoutAskingWherePackagesGoThatItHasSeen() {
        // Given
        offer(site(NORTH, 300), site(SOUTH, 50));
        PorchPackageStore store = open("a");
        PlannedIntent first = scaling(NORTH, SOUTH).at(1);
        store.apply(List.of(new PackageChange(PACKAGE, List.of(first))));

        // When
        PlannedIntent next = Planned.scaling().at(2);

        // Then
        assertThat(store.site(new PackageChange(PACKAGE, List.of(next))).name()).isEqualTo(SOUTH);
        assertThat(store.site(new PackageChange("unseen", List.of(next))).name())
                .isEqualTo(HOME);
    }
}
