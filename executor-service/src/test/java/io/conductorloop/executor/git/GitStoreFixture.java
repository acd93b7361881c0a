package io.conductorloop.executor.git;

import io.conductorloop.contracts.IntentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A store's repository, and what can be read from it by others. */
final class GitStoreFixture {
    static final InstantSource CLOCK = InstantSource.system();

    private GitStoreFixture() {}

    static GitSettings settings(Path repository, String remote) {
        return new GitSettings(
                repository, "main", remote, null, "Conductor Loop", "loop@example.org", Duration.ofSeconds(5), false);
    }

    static InstantSource at(Instant instant) {
        return () -> instant;
    }

    /** The commits of the branch, oldest first. */
    static List<RevCommit> commits(Path directory) throws IOException {
        try (Repository repository = new FileRepositoryBuilder()
                        .setGitDir(directory.toFile())
                        .build();
                RevWalk walk = new RevWalk(repository)) {
            ObjectId tip = repository.resolve("refs/heads/main");
            List<RevCommit> commits = new ArrayList<>();
            if (tip != null) {
                walk.markStart(walk.parseCommit(tip));
                for (RevCommit commit : walk) {
                    walk.parseBody(commit);
                    commits.add(commit);
                }
            }
            Collections.reverse(commits);
            return commits;
        }
    }

    /** The intents that the branch's commits name, oldest first. */
    static List<IntentId> effected(Path directory) throws IOException {
        return Files.exists(directory)
                ? commits(directory).stream()
                        .flatMap(commit -> commit.getFooterLines("Intent-Id").stream())
                        .map(IntentId::parse)
                        .toList()
                : List.of();
    }

    /** A file at the branch's tip, null if there is none. */
    static String file(Path directory, String path) throws IOException {
        try (Repository repository = new FileRepositoryBuilder()
                        .setGitDir(directory.toFile())
                        .build();
                RevWalk walk = new RevWalk(repository);
                TreeWalk found = TreeWalk.forPath(
                        repository,
                        path,
                        walk.parseCommit(repository.resolve("refs/heads/main")).getTree())) {
            return found == null
                    ? null
                    : new String(repository.open(found.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
        }
    }
}
