package io.conductorloop.executor.git;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which repository the packages are kept in, and who commits.
 *
 * @param repository a repository of this machine, bare or with a working tree (which is left alone); made when missing
 * @param remote where the branch is truly kept: a commit counts once it is pushed there, and the local branch follows; null:
 *     the local branch is all there is
 * @param user for a remote over HTTP that asks who is there
 * @param timeout how long the remote may keep silent
 * @param fsync whether a local commit waits for the disk
 */
public record GitSettings(
        Path repository,
        String branch,
        @Nullable String remote,
        @Nullable Credentials user,
        String authorName,
        String authorEmail,
        Duration timeout,
        boolean fsync) {
    /** A user and a password or token. */
    public record Credentials(String name, String password) {
        @Override
        public String toString() {
            return name;
        }
    }
}
