package io.conductorloop.executor.porch;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.PlannedIntent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Looks what people have decided about: one call for each repository in which intents wait. What is proposed waits, and so does
 * everything behind it. A rejected draft is deleted once no intent of it waits to be told.
 */
final class Decisions {
    private final PackageRevisions revisions;
    private final Approval approval;

    /** Where rejected drafts may be; at first anywhere. */
    private final Set<String> unsettled;

    Decisions(PackageRevisions revisions, PorchSettings settings) {
        this.revisions = revisions;
        this.approval = settings.approval();
        this.unsettled = new HashSet<>(settings.repositories());
    }

    /** An intent that waits, and where. */
    record Waiting(String repository, String packageName, PlannedIntent intent) {}

    /** Those about which nothing is waited for any longer. */
    synchronized Set<IntentId> decided(List<Waiting> all) {
        Map<String, List<Waiting>> byRepository = new TreeMap<>();
        unsettled.forEach(repository -> byRepository.put(repository, new ArrayList<>()));
        all.forEach(waiting -> byRepository
                .computeIfAbsent(waiting.repository(), _ -> new ArrayList<>())
                .add(waiting));
        Set<IntentId> decided = new HashSet<>();
        byRepository.forEach((repository, waiting) -> {
            if (revisions.drafts(repository) instanceof Answer.Done<RevisionListing>(RevisionListing listing)) {
                List<RevisionState> open = listing.revisions().stream()
                        .filter(RevisionNotes::isOurs)
                        .toList();
                waiting.stream()
                        .filter(some -> open.stream().noneMatch(revision -> isWaitedFor(revision, some)))
                        .forEach(some -> decided.add(some.intent().id()));
                settle(repository, open.stream().filter(Proposals::isRejected), waiting);
            }
        });
        return decided;
    }

    private boolean isWaitedFor(RevisionState revision, Waiting waiting) {
        return revision.packageName().equals(waiting.packageName())
                && (Proposals.isRejected(revision)
                        ? !RevisionNotes.intents(revision)
                                .contains(waiting.intent().id())
                        : approval == Approval.PROPOSE_ONLY && revision.lifecycle() == Lifecycle.PROPOSED);
    }

    private void settle(String repository, Stream<RevisionState> rejected, List<Waiting> waiting) {
        Set<IntentId> untold = new HashSet<>();
        waiting.forEach(some -> untold.add(some.intent().id()));
        unsettled.remove(repository);
        rejected.forEach(draft -> {
            if (RevisionNotes.intents(draft).stream().anyMatch(untold::contains)
                    || !(revisions.delete(draft) instanceof Answer.Done<RevisionState>)) {
                unsettled.add(repository);
            }
        });
    }
}
