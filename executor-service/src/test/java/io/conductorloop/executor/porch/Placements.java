package io.conductorloop.executor.porch;

import io.conductorloop.state.InMemorySiteBoard;
import io.conductorloop.state.SiteBoard;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/** Placements for tests. */
public final class Placements {
    private Placements() {}

    /** Over a board on which nothing stands. */
    public static Placement over(PackageRevisions revisions, PorchRepositories repositories, List<String> used) {
        return on(new InMemorySiteBoard(), revisions, repositories, used, InstantSource.system());
    }

    static Placement on(
            SiteBoard board,
            PackageRevisions revisions,
            PorchRepositories repositories,
            List<String> used,
            InstantSource clock) {
        return new Placement(
                PorchPackageStoreContract.settings("any", Duration.ofMinutes(5), used),
                revisions,
                repositories,
                board,
                clock,
                new Random(7));
    }
}
