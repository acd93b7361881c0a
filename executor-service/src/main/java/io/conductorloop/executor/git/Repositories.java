package io.conductorloop.executor.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;

/** Finds or makes a repository on this machine. */
final class Repositories {
    private static final int TRIES = 40;
    private static final int PACKS = 100;
    private static final Set<String> ITS_OWN =
            Set.of("refs", "objects", "branches", "hooks", "logs", "HEAD", "HEAD.lock", "config", "config.lock");
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Repositories() {}

    static Repository open(GitSettings settings) throws IOException {
        Path folder = settings.repository().toAbsolutePath();
        Path inner = folder.resolve(Constants.DOT_GIT);
        Path git = Files.isDirectory(inner) ? inner : folder;
        Repository repository =
                new FileRepositoryBuilder().setGitDir(git.toFile()).build();
        if (!isRepository(repository)) {
            refuseUsed(folder, repository);
            make(repository, settings.branch());
        }
        if (settings.fsync()) {
            repository.getConfig().setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncObjectFiles", true);
            repository.getConfig().setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncRefFiles", true);
        }
        return repository;
    }

    /** What lies there may be the passing files of another executor that makes the repository: they are given a moment. */
    private static void refuseUsed(Path folder, Repository repository) throws IOException {
        for (int tries = 1; isUsed(folder) && !isRepository(repository); tries++) {
            if (tries == TRIES) {
                throw new IOException(folder + " is neither a git repository nor an empty folder");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Executors that start together make the same repository: whoever stumbles over the other takes what is there. */
    private static void make(Repository repository, String branch) throws IOException {
        for (int tries = 1; !isRepository(repository); tries++) {
            try {
                repository.create(true);
                repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
                tidyPacksSoon(repository.getConfig());
            } catch (IOException | IllegalStateException e) {
                if (tries == TRIES) {
                    throw new IOException("no repository could be made in " + repository.getDirectory(), e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /**
     * A busy hour makes thousands of packs, each of which slows down every look for an object; so packs that were put
     * together go at once, not after an hour. What they held and nothing points to yet is kept as loose objects.
     */
    private static void tidyPacksSoon(StoredConfig config) throws IOException {
        config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTOPACKLIMIT, PACKS);
        config.setString(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_PRUNEPACKEXPIRE, "now");
        config.save();
    }

    private static boolean isRepository(Repository repository) {
        return RepositoryCache.FileKey.isGitRepository(repository.getDirectory(), FS.DETECTED);
    }

    /** Whether the folder holds anything else than a repository that is just being made, or never was to its end. */
    private static boolean isUsed(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> !ITS_OWN.contains(file.getFileName().toString()))) {
            return files.iterator().hasNext();
        }
    }
}
