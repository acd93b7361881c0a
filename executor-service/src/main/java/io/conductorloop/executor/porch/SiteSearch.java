package io.conductorloop.executor.porch;

import io.conductorloop.contracts.Intent.Constraints;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.porch.SiteChoice.Candidate;
import io.conductorloop.state.SiteBoard;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds a site for a package of which the board says nothing, and notes it there: where Porch has the package already, also one
 * that the intent does not allow; else the best of those that the intent allows. While it cannot be told whether one of these
 * has it, none is taken: a package that begins anew is one workload too many.
 */
final class SiteSearch {
    private final RepositoryChoice byName;
    private final PackageRevisions revisions;
    private final PorchRepositories repositories;
    private final SiteBoard board;
    private final InstantSource clock;

    /** @param byName says where a package belongs that has no other place, and so which of several copies counts */
    SiteSearch(
            RepositoryChoice byName,
            PackageRevisions revisions,
            PorchRepositories repositories,
            SiteBoard board,
            InstantSource clock) {
        this.byName = byName;
        this.revisions = revisions;
        this.repositories = repositories;
        this.board = board;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Found {
        /** The package is there, or is to be; {@code isNew} when this search has just said so. */
        record At(String site, boolean isNew) implements Found {}

        /** It has no place, and this becomes of its intents. */
        record Nowhere(Effect effect) implements Found {}
    }

    /**
     * Searches.
     *
     * @param constraints that allow at least one site
     * @param replicas what the package asks for, by target
     */
    Found find(String packageName, Constraints constraints, Map<Target, Integer> replicas) {
        Set<String> ready = new TreeSet<>();
        Set<String> never = new TreeSet<>();
        for (String site : constraints.sites()) {
            switch (repositories.find(site)) {
                case Answer.Done<PorchRepository>(PorchRepository found) -> {
                    switch (found.standing()) {
                        case PorchRepository.Ready _ -> ready.add(site);
                        case PorchRepository.ReadOnly(String why) -> never.add(site + " (" + why + ")");
                        case PorchRepository.NotReady(String why) -> {
                            return later(Reason.of(
                                    PorchFailure.REPOSITORY,
                                    "repository '" + site
                                            + "' is not ready, so whether it has the package is not known: " + why));
                        }
                    }
                }
                case Answer.Absent<PorchRepository> _ -> never.add(site + " (not registered with Porch)");
                case Answer<PorchRepository> other -> {
                    return later(Answer.reason(other));
                }
            }
        }
        return switch (revisions.named(packageName)) {
            case Answer.Done<RevisionListing>(RevisionListing listing) -> {
                Optional<String> home = home(packageName, listing, constraints.sites());
                if (home.isPresent()) {
                    yield new Found.At(
                            board.place(packageName, home.get(), Double.POSITIVE_INFINITY, replicas)
                                    .orElseThrow(),
                            false);
                }
                yield ready.isEmpty() ? refused(never) : choose(packageName, ready, constraints, replicas);
            }
            case Answer<RevisionListing> other -> later(Answer.reason(other));
        };
    }

    /** Where a package is that an executor made; of several copies one that is allowed. */
    private Optional<String> home(String packageName, RevisionListing listing, List<String> allowed) {
        Set<String> homes = new TreeSet<>();
        listing.revisions().stream()
                .filter(RevisionNotes::isOurs)
                .forEach(revision -> homes.add(revision.repository()));
        return homes.stream()
                .filter(allowed::contains)
                .findFirst()
                .or(() -> Optional.of(byName.of(packageName)).filter(homes::contains))
                .or(() -> homes.stream().findFirst());
    }

    private Found choose(
            String packageName, Set<String> ready, Constraints constraints, Map<Target, Integer> replicas) {
        long asked = replicas.values().stream().mapToLong(Integer::longValue).sum();
        SiteChoice choice = SiteChoice.of(
                new SiteChoice.Wish(List.copyOf(ready), constraints.maxLatency(), asked),
                board.sites(),
                clock.instant(),
                site -> RepositoryChoice.weight(site, packageName));
        return switch (choice) {
            case SiteChoice.Nowhere(Reason reason) -> later(reason);
            case SiteChoice.Among(List<Candidate> candidates) ->
                candidates.stream()
                        .flatMap(candidate ->
                                board.place(packageName, candidate.site(), candidate.capacity(), replicas).stream())
                        .findFirst()
                        .<Found>map(site -> new Found.At(site, true))
                        .orElseGet(() -> later(SiteChoice.full(ready, asked)));
        };
    }

    private static Found later(Reason reason) {
        return new Found.Nowhere(new Effect.Unavailable(reason));
    }

    private static Found refused(Set<String> never) {
        return new Found.Nowhere(new Effect.Refused(new Reason(
                PorchFailure.REPOSITORY,
                "/constraints/sites",
                "none of the sites takes packages: " + String.join(", ", never))));
    }
}
