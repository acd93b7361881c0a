package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Intent.Constraints;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.state.InMemorySiteBoard;
import io.conductorloop.state.SiteBoard;
import io.conductorloop.state.SiteBoard.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where packages come to be whose intents allow several sites, over the real store and a Porch in memory. */
class PlacementTest {
    private static final String PACKAGE = "oran-odu--odu-high-phy";
    private static final String NORTH = "edge-north";
    private static final String SOUTH = "edge-south";
    private static final String HOME = "edge-home";

    private final InMemoryPorch porch = new InMemoryPorch(NORTH, SOUTH, HOME);
    private SiteBoard board = new InMemorySiteBoard();

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
        assertThat(board.placed(List.of(PACKAGE))).isEqualTo(Map.of(PACKAGE, SOUTH));
        assertThat(board.sites().get(SOUTH).replicas()).isEqualTo(7);
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
    void countsNoReplicasOfAPackageThatWasRefused() {
        // Given
        offer(site(NORTH, 300));

        // When
        Effect effect = apply(scaling(NORTH).because("breaks-render").at(1));

        // Then
        assertThat(effect).isInstanceOf(Effect.Refused.class);
        assertThat(board.placed(List.of(PACKAGE))).isEmpty();
        assertThat(board.sites().get(NORTH).replicas()).isZero();
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

    /** One package for a namespace, so several executors write each; the board is lost on the way. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsEachPackageAtOneSiteWhoeverWritesItAndWhateverIsForgotten(long seed) throws Exception {
        // Given
        Random random = new Random(seed);
        List<String> all = List.of(NORTH, SOUTH, HOME);
        for (int round = 0; round < 6; round++) {
            if (random.nextInt(3) == 0) {
                board = new InMemorySiteBoard();
            }
            if (random.nextInt(4) > 0) {
                offer(all.stream().map(name -> site(name, random.nextInt(500))).toArray(Offer[]::new));
            }
            List<Callable<Map<?, Effect>>> executors = new ArrayList<>();
            for (int executor = 0; executor < 3; executor++) {
                List<PackageChange> changes = new ArrayList<>();
                for (int number = 0; number < 4; number++) {
                    PlannedIntent intent = Planned.scaling()
                            .of("ns-" + number, "target-" + executor)
                            .to(1 + random.nextInt(9))
                            .within(sites(null, NORTH, SOUTH, HOME))
                            .at(round * 100L + executor * 10 + number);
                    changes.add(new PackageChange("ns-" + number, List.of(intent)));
                }
                Collections.shuffle(changes, random);
                PorchPackageStore store = open("executor-" + executor);
                executors.add(() -> store.apply(changes));
            }

            // When
            try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
                for (Future<Map<?, Effect>> done : threads.invokeAll(executors)) {
                    assertThat(done.get().values()).hasOnlyElementsOfType(Effect.InRevision.class);
                }
            }
        }

        // Then
        assertThat(homes())
                .hasSize(4)
                .allSatisfy((name, sites) -> assertThat(sites).as(name).hasSize(1));
    }

    private Effect apply(PlannedIntent intent) {
        String name =
                intent.intent().target().equals(scaling(NORTH).at(0).intent().target())
                        ? PACKAGE
                        : intent.intent().target().name();
        return open("a")
                .apply(List.of(new PackageChange(name, List.of(intent))))
                .get(intent.id());
    }

    private PorchPackageStore open(String instance) {
        return new PorchPackageStore(
                porch,
                porch,
                PorchPackageStoreContract.settings(instance, Duration.ofMinutes(5), List.of(HOME)),
                Placements.on(board, porch, porch, List.of(HOME)),
                new GitTurns(1),
                System::nanoTime,
                new Random(7));
    }

    private Map<String, Set<String>> homes() {
        return porch.all().stream()
                .collect(Collectors.groupingBy(
                        RevisionState::packageName, Collectors.mapping(RevisionState::repository, Collectors.toSet())));
    }

    private void offer(Offer... offers) {
        board.offer(List.of(offers));
    }

    private static Offer site(String name, double grams) {
        return new Offer(name, grams, Instant.MAX, Double.POSITIVE_INFINITY, Duration.ZERO);
    }

    private static Planned scaling(String... sites) {
        return Planned.scaling().within(sites(null, sites));
    }

    private static Constraints sites(@Nullable Duration most, String... sites) {
        return new Constraints(
                null, null, List.of(), null, null, false, null, Collections.emptySortedMap(), List.of(sites), most);
    }

    private static Reason reason(Effect effect) {
        assertThat(effect).isInstanceOf(Effect.Refused.class);
        return ((Effect.Refused) effect).reason();
    }
}
