package io.conductorloop.executor.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/** A branch of a repository on this machine. */
final class LocalBranch implements Branch {
    /** A living process holds a ref's lock for milliseconds; one this old was left by a process that died holding it. */
    private static final Duration ABANDONED = Duration.ofSeconds(30);

    private final Repository repository;
    private final String ref;
    private final InstantSource clock;

    LocalBranch(Repository repository, String name, InstantSource clock) {
        this.repository = repository;
        this.ref = Constants.R_HEADS + name;
        this.clock = clock;
    }

    String ref() {
        return ref;
    }

    @Override
    public ObjectId tip() throws IOException {
        Ref found = repository.exactRef(ref);
        return found == null || found.getObjectId() == null ? ObjectId.zeroId() : found.getObjectId();
    }

    @Override
    public boolean advance(ObjectId from, ObjectId to) throws IOException {
        RefUpdate update = repository.updateRef(ref);
        update.setExpectedOldObjectId(from);
        update.setNewObjectId(to);
        update.setRefLogMessage("intents", false);
        RefUpdate.Result result = update.forceUpdate();
        return switch (result) {
            case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> true;
            case LOCK_FAILURE -> {
                removeAbandonedLock();
                yield false;
            }
            default -> throw new IOException("branch " + ref + " could not be moved: " + result);
        };
    }

    /** Frees the branch from a process that died while it moved it. */
    void removeAbandonedLock() throws IOException {
        Path lock = repository.getDirectory().toPath().resolve(ref + ".lock");
        try {
            if (Files.getLastModifiedTime(lock)
                    .toInstant()
                    .isBefore(clock.instant().minus(ABANDONED))) {
                Files.deleteIfExists(lock);
            }
        } catch (NoSuchFileException e) {
            // its holder was alive after all
        }
    }
}
