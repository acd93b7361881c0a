package io.conductorloop.executor.porch;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.PackageCatalog;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads repositories and package histories from Porch. */
public final class PorchCatalog implements PackageCatalog {
    /** Drafts first, then from the newest published down. */
    private static final Comparator<RevisionState> NEWEST_FIRST = Comparator.comparing(RevisionState::isPublished)
            .thenComparing(Comparator.comparingInt(RevisionState::revision).reversed())
            .thenComparing(RevisionState::name);

    private final PackageRevisions revisions;
    private final PorchRepositories repositories;
    private final RepositoryBreakers breakers;
    private final Set<String> used;
    private final Placement placement;

    /** @param used the repositories that packages are spread over */
    public PorchCatalog(
            PackageRevisions revisions,
            PorchRepositories repositories,
            RepositoryBreakers breakers,
            List<String> used,
            Placement placement) {
        this.revisions = revisions;
        this.repositories = repositories;
        this.breakers = breakers;
        this.used = new HashSet<>(used);
        this.placement = placement;
    }

    @Override
    public List<Repository> repositories() {
        return value(repositories.registered()).stream()
                .map(repository -> new Repository(
                        repository.name(),
                        repository.gitUrl(),
                        repository.branch(),
                        repository.deployment(),
                        used.contains(repository.name()),
                        repository.obstacle().orElse(null),
                        word(breakers.state(repository.name()))))
                .toList();
    }

    @Override
    public Optional<History> history(String packageName, @Nullable String repository) {
        String where = repository == null ? placement.where(packageName) : repository;
        List<Revision> found = value(revisions.list(where, packageName)).revisions().stream()
                .filter(revision -> revision.isOpen() || revision.isPublished())
                .sorted(NEWEST_FIRST)
                .map(PorchCatalog::revision)
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(new History(where, packageName, found));
    }

    private static Revision revision(RevisionState state) {
        return new Revision(
                state.name(),
                state.workspace(),
                state.revision(),
                word(state.lifecycle()),
                RevisionNotes.intents(state).stream().map(IntentId::toString).toList(),
                state.createdAt());
    }

    private static <T> T value(Answer<T> answer) {
        if (answer instanceof Answer.Done<T>(T value)) {
            return value;
        }
        throw new CatalogUnavailableException(Answer.reason(answer));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
