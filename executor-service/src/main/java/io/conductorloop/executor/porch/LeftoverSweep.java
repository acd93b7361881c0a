package io.conductorloop.executor.porch;

import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Deletes the drafts that executors left behind, so that none stays for ever when nobody writes its package again: this one's
 * own, unless it is at work on the package, and those of others that are older than the lease. A draft somebody else made, and
 * what a person is to decide about or has rejected, is never touched.
 */
public final class LeftoverSweep implements Runnable {
    private final PackageRevisions revisions;
    private final PorchSettings settings;
    private final Supplier<Set<String>> repositories;
    private final Predicate<RevisionState> underWay;

    /**
     * A sweep.
     *
     * @param repositories that are looked through
     * @param underWay whether this executor is writing the package of a revision
     */
    public LeftoverSweep(
            PackageRevisions revisions,
            PorchSettings settings,
            Supplier<Set<String>> repositories,
            Predicate<RevisionState> underWay) {
        this.revisions = revisions;
        this.settings = settings;
        this.repositories = repositories;
        this.underWay = underWay;
    }

    /** Looks through the repositories once. One that cannot be listed is left for the next time. */
    @Override
    public void run() {
        for (String repository : repositories.get()) {
            if (revisions.drafts(repository) instanceof Answer.Done<RevisionListing>(RevisionListing listing)) {
                PackageView view = new PackageView(listing);
                view.open().stream().filter(draft -> isLeftover(view, draft)).forEach(revisions::delete);
            }
        }
    }

    private boolean isLeftover(PackageView view, RevisionState draft) {
        if (RevisionNotes.isForPerson(draft)
                && (Proposals.isRejected(draft) || settings.approval() == Approval.PROPOSE_ONLY)) {
            return false;
        }
        return RevisionNotes.isOf(settings.instance(), draft)
                ? !underWay.test(draft)
                : RevisionNotes.isOurs(draft) && view.isOlder(draft, settings.lease());
    }
}
