package io.conductorloop.executor.porch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Intent.Constraints;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.state.InMemorySiteBoard;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages of several targets, whose intents and executors come to one place. */
class SharedPlacementTest extends PlacementFixture {
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
}
