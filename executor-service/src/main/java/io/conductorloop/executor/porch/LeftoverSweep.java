package io.conductorloop.executor.porch;

import java.time.Duration;
import java.util.List;

/**
 * Deletes the drafts that executors left behind for longer than the lease, so that none stays for ever when nobody writes its
 * package again. A draft somebody else made is never touched.
 */
public final class LeftoverSweep implements Runnable {
    private final PackageRevisions revisions;
    private final List<String> repositories;
    private final Duration lease;

    public LeftoverSweep(PackageRevisions revisions, List<String> repositories, Duration lease) {
        this.revisions = revisions;
        this.repositories = List.copyOf(repositories);
        this.lease = lease;
    }

    /** Looks through the repositories once. One that cannot be listed is left for the next time. */
    @Override
    public void run() {
        for (String repository : repositories) {
            if (revisions.drafts(repository) instanceof Answer.Done<RevisionListing>(RevisionListing listing)) {
                PackageView view = new PackageView(listing);
                view.open().stream()
                        .filter(draft -> RevisionNotes.isOurs(draft) && view.isOlder(draft, lease))
                        .forEach(revisions::delete);
            }
        }
    }
}
