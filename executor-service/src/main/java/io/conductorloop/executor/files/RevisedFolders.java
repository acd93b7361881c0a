package io.conductorloop.executor.files;

import io.conductorloop.executor.files.KnownPackages.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A folder of package folders, with their logs in {@code .revisions}. The logs can be read by anyone, and removed while no
 * executor runs: what a package holds is known by its files alone.
 */
final class RevisedFolders {
    private static final String LOGS = ".revisions";

    private final Path root;
    private final FileSteps steps;
    private final Duration patience;

    /** A package whose log has the size at which this instance left it has nothing to recover. */
    private final KnownPackages known = new KnownPackages();

    /** @throws IOException when the folder cannot be made */
    RevisedFolders(Path root, FileSteps steps, Duration patience) throws IOException {
        Files.createDirectories(root);
        this.root = root.toRealPath();
        this.steps = steps;
        this.patience = patience;
    }

    Path root() {
        return root;
    }

    /** Locks the package and finishes what another left unfinished. The name must be a label. */
    RevisedFolder lock(String packageName) throws IOException {
        PackageLock lock = PackageLock.acquire(root.resolve(LOGS).resolve(packageName + ".log"), patience);
        Known before = known.take(packageName);
        Known mine = before == null ? Known.nothing() : before;
        RevisedFolder folder = new RevisedFolder(root.resolve(packageName), lock, steps, mine.files());
        boolean ready = false;
        try {
            if (mine.logSize() != folder.logSize()) {
                folder.recover();
            }
            ready = true;
            return folder;
        } finally {
            if (!ready) {
                folder.close();
            }
        }
    }

    /** Of how many packages it is known here that they have nothing to recover. */
    int settled() {
        return known.size();
    }

    /** Says that the package, still locked, has nothing to recover. */
    void settle(String packageName, RevisedFolder folder) throws IOException {
        known.keep(packageName, new Known(folder.logSize(), folder.files()));
    }
}
