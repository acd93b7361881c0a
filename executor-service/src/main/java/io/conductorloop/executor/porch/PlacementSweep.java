package io.conductorloop.executor.porch;

import io.conductorloop.state.SiteBoard;
import io.conductorloop.state.SiteBoard.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Looks after places that were promised and not settled for longer than a change can take: settles those where the package has come to
 * be, and takes back those where nothing of it is, so that what failed takes no room. Where a person is to decide, it looks again.
 */
public final class PlacementSweep implements Runnable {
    private static final int MOST = 1_000;

    private final PackageRevisions revisions;
    private final PorchRepositories repositories;
    private final SiteBoard board;
    private final Duration lease;
    private final InstantSource clock;

    /** @param lease longer than a change can take */
    public PlacementSweep(
            PackageRevisions revisions,
            PorchRepositories repositories,
            SiteBoard board,
            Duration lease,
            InstantSource clock) {
        this.revisions = revisions;
        this.repositories = repositories;
        this.board = board;
        this.lease = lease;
        this.clock = clock;
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        Instant before = now.minus(lease);
        List<String> unsettled = board.unsettled(before, MOST);
        board.placed(unsettled).forEach((packageName, place) -> look(packageName, place, now, before));
    }

    private void look(String packageName, Place place, Instant now, Instant before) {
        if (!(revisions.list(place.site(), packageName)
                instanceof Answer.Done<RevisionListing>(RevisionListing there))) {
            return;
        }
        if (there.revisions().stream().anyMatch(RevisionState::isPublished)) {
            board.settle(packageName, Map.of());
        } else if (there.revisions().stream()
                .anyMatch(revision -> revision.isOpen() && RevisionNotes.isOurs(revision))) {
            board.find(packageName, List.of(), now);
        } else if (isSure(place.site())) {
            board.forgetUnsettled(packageName, before);
        }
    }

    /** Whether a repository in which nothing is found has nothing: one that is not ready is passed over in lists. */
    private boolean isSure(String repository) {
        return switch (repositories.find(repository)) {
            case Answer.Done<PorchRepository>(PorchRepository found) ->
                !(found.standing() instanceof PorchRepository.NotReady);
            case Answer.Absent<PorchRepository> _ -> true;
            case Answer<PorchRepository> _ -> false;
        };
    }
}
