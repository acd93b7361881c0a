package io.conductorloop.executor.porch;

import io.conductorloop.state.InMemorySiteBoard;
import io.conductorloop.state.SiteBoard;
import java.time.InstantSource;
import java.util.List;

/** Placements for tests. */
public final class Placements {
    private Placements() {}

    /** Over a board on which nothing stands. */
    public static Placement over(PackageRevisions revisions, PorchRepositories repositories, List<String> used) {
        return on(new InMemorySiteBoard(), revisions, repositories, used);
    }

    static Placement on(
            SiteBoard board, PackageRevisions revisions, PorchRepositories repositories, List<String> used) {
        return new Placement(used, revisions, repositories, board, InstantSource.system());
    }
}
