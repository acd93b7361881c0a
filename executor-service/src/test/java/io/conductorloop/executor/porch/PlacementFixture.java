package io.conductorloop.executor.porch;

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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The real store over a Porch in memory, with two sites to choose from and a repository that names decide on. */
abstract class PlacementFixture {
    static final String PACKAGE = "oran-odu--odu-high-phy";
    static final String NORTH = "edge-north";
    static final String SOUTH = "edge-south";
    static final String HOME = "edge-home";
    static final Duration LEASE = Duration.ofMinutes(5);

    final InMemoryPorch porch = new InMemoryPorch(NORTH, SOUTH, HOME);
    SiteBoard board = new InMemorySiteBoard();
    Instant now = Instant.parse("2026-11-29T08:00:00Z");

    Effect apply(PlannedIntent intent) {
        String name =
                intent.intent().target().equals(scaling(NORTH).at(0).intent().target())
                        ? PACKAGE
                        : intent.intent().target().name();
        return open("a")
                .apply(List.of(new PackageChange(name, List.of(intent))))
                .get(intent.id());
    }

    PorchPackageStore open(String instance) {
        return open(instance, Placements.on(board, porch, porch, List.of(HOME), () -> now));
    }

    PorchPackageStore open(String instance, Placement placement) {
        return open(PorchPackageStoreContract.settings(instance, LEASE, List.of(HOME)), placement);
    }

    PorchPackageStore open(PorchSettings settings) {
        return open(settings, Placements.on(board, porch, porch, List.of(HOME), () -> now));
    }

    PorchPackageStore open(PorchSettings settings, Placement placement) {
        return new PorchPackageStore(
                porch, porch, settings, placement, new GitTurns(1), System::nanoTime, new Random(7));
    }

    void sweep() {
        new PlacementSweep(porch, porch, board, LEASE, () -> now).run();
    }

    void publishByHand(String repository) {
        porch.publishByHand(
                new RevisionDraft(repository, PACKAGE, "by-hand", null, null, "", Map.of()),
                Map.of("README.md", "made by hand"));
    }

    Map<String, Set<String>> homes() {
        return porch.all().stream()
                .collect(Collectors.groupingBy(
                        RevisionState::packageName, Collectors.mapping(RevisionState::repository, Collectors.toSet())));
    }

    void offer(Offer... offers) {
        board.offer(List.of(offers));
    }

    static Offer site(String name, double grams) {
        return new Offer(name, grams, Instant.MAX, Double.POSITIVE_INFINITY, Duration.ZERO);
    }

    static Planned scaling(String... sites) {
        return Planned.scaling().within(sites(null, sites));
    }

    static Constraints sites(@Nullable Duration most, String... sites) {
        return new Constraints(
                null, null, List.of(), null, null, false, null, Collections.emptySortedMap(), List.of(sites), most);
    }

    static Reason reason(Effect effect) {
        return switch (effect) {
            case Effect.Refused(Reason reason) -> reason;
            case Effect.Unavailable(Reason reason) -> reason;
            default -> throw new AssertionError("has no reason: " + effect);
        };
    }
}
