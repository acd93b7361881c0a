package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Intent.Constraints;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.state.InMemorySiteBoard;
import io.conductorloop.state.SiteBoard;
import io.conductorloop.state.SiteBoard.Offer;
import io.conductorloop.state.SiteBoard.Place;
import io.conductorloop.state.StateUnavailableException;
import java.io.IOException;
import java.lang.reflect.Proxy;
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
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final InMemoryPorch porch = new InMemoryPorch(NORTH, SOUTH, HOME);
    private SiteBoard board = new InMemorySiteBoard();
    private Instant now = Instant.parse("2026-11-29T08:00:00Z");

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
    void placesWhereAllIntentsOfTheChangeMayBe() {
        // Given
        board.offer(List.of(
                new Offer(NORTH, 10, Instant.MAX, 100, Duration.ofMillis(40)),
                new Offer(SOUTH, 500, Instant.MAX, 100, Duration.ofMillis(5)),
                new Offer(HOME, 600, Instant.MAX, 100, Duration.ofMillis(5))));
        List<PlannedIntent> intents = List.of(
                Planned.scaling()
                        .of("oran", "a")
                        .to(1)
                        .within(sites(null, NORTH, SOUTH, HOME))
                        .at(1),
                Planned.scaling()
                        .of("oran", "b")
                        .to(2)
                        .within(sites(Duration.ofMillis(10), NORTH, SOUTH))
                        .at(2),
                Planned.scaling().of("oran", "c").to(4).at(3));

        // When
        Map<IntentId, Effect> effects = open("a").apply(List.of(new PackageChange("oran", intents)));

        // Then
        assertThat(effects.values()).hasSize(3).hasOnlyElementsOfType(Effect.InRevision.class);
        assertThat(homes()).isEqualTo(Map.of("oran", Set.of(SOUTH)));
        assertThat(board.sites().get(SOUTH).replicas()).isEqualTo(7);
    }

    @Test
    void countsOnlyWhatIsInTheRevisionWhereIntentsCannotAgree() {
        // Given
        offer(site(NORTH, 10), site(SOUTH, 50));
        PlannedIntent first = Planned.scaling()
                .of("oran", "a")
                .to(1)
                .within(sites(null, NORTH))
                .at(1);
        PlannedIntent other = Planned.scaling()
                .of("oran", "b")
                .to(2)
                .within(sites(null, SOUTH))
                .at(2);
        PlannedIntent named = Planned.scaling()
                .of("oran", "c")
                .to(4)
                .within(new Constraints(null, null, List.of(), null, NORTH, false, null))
                .at(3);

        // When
        Map<IntentId, Effect> effects =
                open("a").apply(List.of(new PackageChange("oran", List.of(first, other, named))));
        open("a")
                .apply(List.of(new PackageChange(
                        "oran",
                        List.of(Planned.scaling()
                                .of("oran", "c")
                                .to(9)
                                .within(new Constraints(null, null, List.of(), null, NORTH, false, null))
                                .at(4)))));

        // Then
        assertThat(effects.get(first.id())).isInstanceOf(Effect.InRevision.class);
        assertThat(effects.get(other.id())).isInstanceOf(Effect.Unavailable.class);
        assertThat(board.sites().get(NORTH).replicas()).isEqualTo(10);
        assertThat(board.sites().get(SOUTH).replicas()).isZero();
    }

    @Test
    void beginsNothingByNameWhileTheSitesOfOthersCannotSay() {
        // Given
        porch.register(NORTH, new PorchRepository.NotReady("cannot clone"));
        PlannedIntent choosy =
                Planned.scaling().of("oran", "a").within(sites(null, NORTH)).at(1);
        PlannedIntent open = Planned.scaling().of("oran", "b").at(2);

        // When
        Map<IntentId, Effect> effects = open("a").apply(List.of(new PackageChange("oran", List.of(choosy, open))));

        // Then
        assertThat(effects.values()).hasSize(2).hasOnlyElementsOfType(Effect.Unavailable.class);
        assertThat(porch.all()).isEmpty();
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
        PorchSettings auto = PorchPackageStoreContract.settings("a", LEASE, List.of(HOME));
        PorchSettings proposing = new PorchSettings(
                auto.repositories(),
                auto.instance(),
                auto.lease(),
                auto.waitForOthers(),
                auto.waitForServer(),
                auto.firstPause(),
                auto.longestPause(),
                Approval.PROPOSE_ONLY);
        PlannedIntent intent = scaling(NORTH, SOUTH).at(1);
        PackageChange change = new PackageChange(PACKAGE, List.of(intent));

        // When
        Effect proposed = open(proposing).apply(List.of(change)).get(intent.id());
        board = new InMemorySiteBoard();
        offer(site(NORTH, 10), site(SOUTH, 500));
        Effect still = open(proposing).apply(List.of(change)).get(intent.id());
        porch.reject(porch.open().getFirst());
        Effect rejected = open(proposing).apply(List.of(change)).get(intent.id());

        // Then
        assertThat(List.of(proposed, still)).hasOnlyElementsOfType(Effect.Awaiting.class);
        assertThat(rejected).isInstanceOf(Effect.Refused.class);
        assertThat(reason(rejected).rule()).isEqualTo(PorchFailure.REJECTED);
        assertThat(homes().getOrDefault(PACKAGE, Set.of(SOUTH))).isEqualTo(Set.of(SOUTH));
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
                            .within(random.nextInt(3) == 0 ? Constraints.NONE : sites(null, NORTH, SOUTH, HOME))
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
        return open(instance, Placements.on(board, porch, porch, List.of(HOME), () -> now));
    }

    private PorchPackageStore open(String instance, Placement placement) {
        return open(PorchPackageStoreContract.settings(instance, LEASE, List.of(HOME)), placement);
    }

    private PorchPackageStore open(PorchSettings settings) {
        return open(settings, Placements.on(board, porch, porch, List.of(HOME), () -> now));
    }

    private PorchPackageStore open(PorchSettings settings, Placement placement) {
        return new PorchPackageStore(
                porch, porch, settings, placement, new GitTurns(1), System::nanoTime, new Random(7));
    }

    private void sweep() {
        new PlacementSweep(porch, porch, board, LEASE, () -> now).run();
    }

    private void publishByHand(String repository) {
        porch.publishByHand(
                new RevisionDraft(repository, PACKAGE, "by-hand", null, null, "", Map.of()),
                Map.of("README.md", "made by hand"));
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
        return switch (effect) {
            case Effect.Refused(Reason reason) -> reason;
            case Effect.Unavailable(Reason reason) -> reason;
            default -> throw new AssertionError("has no reason: " + effect);
        };
    }
}
