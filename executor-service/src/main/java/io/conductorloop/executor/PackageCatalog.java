package io.conductorloop.executor;

import io.conductorloop.contracts.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be read of a package store that keeps a history. */
public interface PackageCatalog {
    /** The repositories that packages are kept in, or may be. */
    List<Repository> repositories();

    /**
     * The package's history; empty when there is no such package.
     *
     * @param repository where to look; null: where the store would put a package of that name
     */
    Optional<History> history(String packageName, @Nullable String repository);

    /**
     * A repository.
     *
     * @param obstacle why it takes no packages; null when it does
     * @param calls whether calls go there: {@code closed} as in a circuit, {@code half-open} or {@code open}
     */
    record Repository(
            String name,
            String gitUrl,
            String branch,
            boolean deployment,
            boolean used,
            @Nullable String obstacle,
            String calls) {}

    /**
     * A package.
     *
     * @param revisions newest first; drafts before those that were published
     */
    record History(String repository, String packageName, List<Revision> revisions) {
        public History {
            revisions = List.copyOf(revisions);
        }

        /** What the package says now; null while nothing of it is published. */
        public @Nullable Revision current() {
            return revisions.stream()
                    .filter(revision -> revision.number() > 0)
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * A revision.
     *
     * @param name under which the store has it
     * @param revision as outcomes name it
     * @param number counts up with each that is published; 0 before
     * @param lifecycle {@code draft}, {@code proposed}, {@code published} or {@code deletion-proposed}
     * @param intents that took effect in it
     */
    record Revision(
            String name,
            String revision,
            int number,
            String lifecycle,
            List<String> intents,
            @Nullable Instant createdAt) {
        public Revision {
            intents = List.copyOf(intents);
        }
    }

    /** The store did not say. */
    final class CatalogUnavailableException extends RuntimeException {
        public CatalogUnavailableException(Reason reason) {
            super(reason.message());
        }
    }
}
