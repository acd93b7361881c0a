package io.conductorloop.executor.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A folder of package folders, with their logs in {@code .revisions}. The logs can be read by anyone, and removed while no
 * executor runs: what a package holds is known by its files alone.
 */
final class RevisedFolders {
    private static final String LOGS = ".revisions";

    /** Of the others, which nobody changed for long, the log is looked at again: a line of work, and no memory. */
    static final int MOST_SETTLED = 10_000;

    private final Path root;
    private final FileSteps steps;
    private final Duration patience;

    /** Sizes of the logs when this instance last left them, the latest last: an unchanged one has nothing to recover. */
    private final Map<String, Long> settled = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_SETTLED;
        }
    });

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
        RevisedFolder folder = new RevisedFolder(root.resolve(packageName), lock, steps);
        boolean ready = false;
        try {
            Long size = settled.remove(packageName);
            if (size == null || size != folder.logSize()) {
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
        return settled.size();
    }

    /** Says that the package, still locked, has nothing to recover. */
    void settle(String packageName, RevisedFolder folder) throws IOException {
        settled.put(packageName, folder.logSize());
    }
}
