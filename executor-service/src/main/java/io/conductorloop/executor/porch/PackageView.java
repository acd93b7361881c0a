package io.conductorloop.executor.porch;

import io.conductorloop.contracts.IntentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A package as Porch lists its revisions. */
final class PackageView {
    private final List<RevisionState> revisions;
    private final List<RevisionState> published;
    private final Instant at;

    PackageView(RevisionListing listing) {
        revisions = listing.revisions();
        published = revisions.stream()
                .filter(RevisionState::isPublished)
                .sorted(Comparator.comparingInt(RevisionState::revision))
                .toList();
        at = listing.at();
    }

    /** What the package says now; null while it has no published revision. */
    @Nullable
    RevisionState latest() {
        return published.isEmpty() ? null : published.getLast();
    }

    Optional<RevisionState> inWorkspace(String workspace) {
        return revisions.stream()
                .filter(revision -> revision.workspace().equals(workspace))
                .findFirst();
    }

    /** Drafts and what was proposed. */
    List<RevisionState> open() {
        return revisions.stream().filter(RevisionState::isOpen).toList();
    }

    /** One whose publication the server has taken and not carried out yet: it will take effect, whoever goes on, with all its intents. */
    Optional<RevisionState> publishing() {
        return revisions.stream()
                .filter(revision -> revision.pending() && revision.lifecycle().isPublished())
                .findFirst();
    }

    /** In which workspace each intent took effect, as far as the revisions say. */
    Map<IntentId, String> effected() {
        Map<IntentId, String> effected = new HashMap<>();
        published.forEach(revision ->
                RevisionNotes.intents(revision).forEach(id -> effected.putIfAbsent(id, revision.workspace())));
        return effected;
    }

    /** Whether the revision is older than so long, by the server's clock; one that does not tell its age is. */
    boolean isOlder(RevisionState revision, Duration age) {
        Instant createdAt = revision.createdAt();
        return createdAt == null || createdAt.plus(age).isBefore(at);
    }

    /** What came between the latest revision and the one that it was made from, which it therefore cannot have seen. */
    Gap gap() {
        RevisionState latest = latest();
        if (latest == null) {
            return Gap.NONE;
        }
        OptionalInt source = RevisionNotes.sourceRevision(latest);
        if (source.isEmpty() || source.getAsInt() >= latest.revision() - 1) {
            return Gap.NONE;
        }
        int from = source.getAsInt();
        List<RevisionState> between = new ArrayList<>(published.stream()
                .filter(revision -> revision.revision() > from && revision.revision() < latest.revision())
                .toList());
        RevisionState origin = published.stream()
                .filter(revision -> revision.revision() == from)
                .findFirst()
                .orElse(null);
        return new Gap(origin, between, between.size() == latest.revision() - from - 1);
    }

    /**
     * Revisions that the latest one has not seen.
     *
     * @param origin what the latest was made from; null when it is not there
     * @param isComplete whether all of them are listed
     */
    record Gap(@Nullable RevisionState origin, List<RevisionState> between, boolean isComplete) {
        static final Gap NONE = new Gap(null, List.of(), true);

        Gap {
            between = List.copyOf(between);
        }
    }
}
