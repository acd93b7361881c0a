package io.conductorloop.executor.porch;

import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.porch.SiteChoice.Candidate;
import io.conductorloop.state.SiteBoard;
import io.conductorloop.state.SiteBoard.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds a place for a package of which the board says nothing, and notes it there: where Porch has the package already, also where
 * that is not allowed; else the best of the allowed sites, or the repository that the package's name decides. While it cannot be told
 * whether one of these has it, none is taken: a package that begins anew is one workload too many.
 */
final class SiteSearch {
    private final RepositoryChoice byName;
    private final PackageRevisions revisions;
    private final PorchRepositories repositories;
    private final SiteBoard board;
    private final Pauses pauses;

    /** @param byName says where a package belongs whose intents leave it open */
    SiteSearch(
            RepositoryChoice byName,
            PackageRevisions revisions,
            PorchRepositories repositories,
            SiteBoard board,
            Pauses pauses) {
        this.byName = byName;
        this.revisions = revisions;
        this.repositories = repositories;
        this.board = board;
        this.pauses = pauses;
    }

    /**
     * What is wanted for a package.
     *
     * @param sites that will do; empty: left open
     * @param maxLatency of these; null: any
     * @param replicas that the package asks for, by target
     */
    record Wanted(List<String> sites, @Nullable Duration maxLatency, Map<Target, Integer> replicas) {
        long sum() {
            return replicas.values().stream().mapToLong(Integer::longValue).sum();
        }
    }

    /** What came of it. */
    sealed interface Found {
        /** The package is there, or is to be. */
        record At(Place place) implements Found {}

        /** It has no place, and this becomes of its intents. */
        record Nowhere(Effect effect) implements Found {}
    }

    /** Searches; no repository is asked for in vain when nothing but the package's name decides. */
    Found find(String packageName, Wanted wanted, Instant now) {
        Set<String> ready = new TreeSet<>();
        Set<String> never = new TreeSet<>();
        for (String site : wanted.sites()) {
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
        if (wanted.sites().isEmpty() && isPublished(byName.of(packageName), packageName)) {
            return there(packageName, byName.of(packageName), now);
        }
        return switch (named(packageName)) {
            case Answer.Done<RevisionListing>(RevisionListing listing) -> {
                Optional<RevisionState> home = home(packageName, listing, wanted.sites());
                if (home.isPresent()) {
                    String site = home.get().repository();
                    yield home.get().isPublished()
                            ? there(packageName, site, now)
                            : at(packageName, site, Map.of(), now);
                }
                if (wanted.sites().isEmpty()) {
                    yield at(packageName, byName.of(packageName), wanted.replicas(), now);
                }
                yield ready.isEmpty() ? refused(never) : choose(packageName, ready, wanted, now);
            }
            case Answer<RevisionListing> other -> later(Answer.reason(other));
        };
    }

    /** Whether the package is where its name puts it, as most are: asked there alone, which costs the others nothing. */
    private boolean isPublished(String repository, String packageName) {
        return revisions.list(repository, packageName) instanceof Answer.Done<RevisionListing>(RevisionListing listing)
                && listing.revisions().stream().anyMatch(RevisionState::isPublished);
    }

    /** Asked again while the answer leaves it open. */
    private Answer<RevisionListing> named(String packageName) {
        Answer<RevisionListing> answer = revisions.named(packageName);
        for (int asked = 1; asked < RevisionRun.STRIKES && answer instanceof Answer.Unknown<RevisionListing>; asked++) {
            pauses.pause(asked - 1);
            answer = revisions.named(packageName);
        }
        return answer;
    }

    /**
     * Where a package is: of several repositories one that has it published, that is allowed, that its name decides. What somebody
     * else made counts only where the package might go: elsewhere it may merely be called the same.
     */
    private Optional<RevisionState> home(String packageName, RevisionListing listing, List<String> sites) {
        String own = byName.of(packageName);
        List<String> allowed = sites.isEmpty() ? List.of(own) : sites;
        return listing.revisions().stream()
                .filter(revision -> RevisionNotes.isOurs(revision)
                        || (revision.isPublished() && allowed.contains(revision.repository())))
                .max(Comparator.comparing(RevisionState::isPublished)
                        .thenComparing((RevisionState revision) -> allowed.contains(revision.repository()))
                        .thenComparing((RevisionState revision) -> own.equals(revision.repository()))
                        .thenComparing(RevisionState::repository));
    }

    private Found choose(String packageName, Set<String> ready, Wanted wanted, Instant now) {
        SiteChoice choice = SiteChoice.of(
                new SiteChoice.Wish(List.copyOf(ready), wanted.maxLatency(), wanted.sum()),
                board.sites(),
                now,
                site -> RepositoryChoice.weight(site, packageName));
        return switch (choice) {
            case SiteChoice.Nowhere(Reason reason) -> later(reason);
            case SiteChoice.Among(List<Candidate> candidates) ->
                candidates.stream()
                        .flatMap(
                                candidate -> board
                                        .place(
                                                packageName,
                                                candidate.site(),
                                                candidate.capacity(),
                                                wanted.replicas(),
                                                now)
                                        .stream())
                        .findFirst()
                        .<Found>map(Found.At::new)
                        .orElseGet(() -> later(SiteChoice.full(ready, wanted.sum())));
        };
    }

    /** A package that is there is counted when it is next written. */
    private Found there(String packageName, String site, Instant now) {
        Place place = board.place(packageName, site, Double.POSITIVE_INFINITY, Map.of(), now)
                .orElseThrow();
        if (!place.site().equals(site)) {
            return new Found.At(place);
        }
        board.settle(packageName, Map.of());
        return new Found.At(new Place(site, true));
    }

    private Found at(String packageName, String site, Map<Target, Integer> replicas, Instant now) {
        return new Found.At(board.place(packageName, site, Double.POSITIVE_INFINITY, replicas, now)
                .orElseThrow());
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
