package io.conductorloop.executor.porch;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment begins with: the newest published revision of a package that its intent names, as {@code package} or
 * {@code repository/package}, in any repository that is registered with Porch. Of several, one in a repository that is not itself
 * deployed goes first.
 *
 * @param upstream null where nothing is to be begun with
 * @param obstacle what becomes of the intents instead, where it cannot be had
 */
record Blueprint(@Nullable RevisionState upstream, @Nullable Effect obstacle) {
    static final Blueprint NONE = new Blueprint(null, null);

    /** Files that say what the blueprint itself is. */
    static final Set<String> ITS_OWN = Set.of("Kptfile", "package-context.yaml", "README.md");

    /** The blueprint that a change names; it names one when it is a single deployment that does. */
    static Optional<String> named(PackageChange change) {
        Intent intent = change.intents().getFirst().intent();
        return intent.type() == IntentType.DEPLOYMENT && change.intents().size() == 1
                ? Optional.ofNullable(intent.blueprint()).filter(name -> !name.isBlank())
                : Optional.empty();
    }

    /** Looks for it. */
    static Blueprint find(String name, PackageRevisions revisions, PorchRepositories repositories) {
        int slash = name.indexOf('/');
        String packageName = name.substring(slash + 1);
        return switch (repositories.registered()) {
            case Answer.Done<List<PorchRepository>>(List<PorchRepository> all) -> {
                List<PorchRepository> places = all.stream()
                        .filter(repository -> slash < 0 || repository.name().equals(name.substring(0, slash)))
                        .toList();
                yield switch (revisions.named(packageName)) {
                    case Answer.Done<RevisionListing>(RevisionListing listing) -> choose(name, listing, places);
                    case Answer<RevisionListing> other -> later(Answer.reason(other));
                };
            }
            case Answer<List<PorchRepository>> other -> later(Answer.reason(other));
        };
    }

    private static Blueprint choose(String name, RevisionListing listing, List<PorchRepository> places) {
        Set<String> deployed = new HashSet<>();
        Set<String> known = new HashSet<>();
        for (PorchRepository place : places) {
            known.add(place.name());
            if (place.deployment()) {
                deployed.add(place.name());
            }
        }
        Optional<RevisionState> newest = listing.revisions().stream()
                .filter(revision -> revision.isPublished() && known.contains(revision.repository()))
                .max(Comparator.comparing((RevisionState revision) -> !deployed.contains(revision.repository()))
                        .thenComparing(RevisionState::repository, Comparator.reverseOrder())
                        .thenComparingInt(RevisionState::revision));
        if (newest.isPresent()) {
            return new Blueprint(newest.get(), null);
        }
        Optional<PorchRepository> notReady = places.stream()
                .filter(place -> place.standing() instanceof PorchRepository.NotReady)
                .findFirst();
        String where = places.stream().map(PorchRepository::name).sorted().collect(Collectors.joining(", "));
        String missing = "no published package '" + name + "' to begin with in "
                + (places.isEmpty() ? "any registered repository" : "the registered repositories (" + where + ")");
        return notReady.isPresent()
                ? later(Reason.of(
                        PorchFailure.BLUEPRINT,
                        missing + "; repository '" + notReady.get().name() + "' is not ready"))
                : new Blueprint(
                        null,
                        new Effect.Refused(
                                new Reason(PorchFailure.BLUEPRINT, "/nephio_context/blueprint_name", missing)));
    }

    private static Blueprint later(Reason reason) {
        return new Blueprint(null, new Effect.Unavailable(reason));
    }
}
