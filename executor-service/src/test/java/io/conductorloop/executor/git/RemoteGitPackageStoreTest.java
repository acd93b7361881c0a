package io.conductorloop.executor.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.PackageStoreContract;
import io.conductorloop.executor.Planned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each instance has a clone of its own; they meet at the remote. */
class RemoteGitPackageStoreTest extends PackageStoreContract {
    private static final String PACKAGE = "oran-odu-odu-high-phy";

    @TempDir
    Path folder;

    private Path remote;
    private int clones;

    @BeforeEach
    void makeRemote() throws IOException {
        remote = folder.resolve("remote.git");
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(remote.toFile()).build()) {
            repository.create(true);
            repository.getConfig().setBoolean("receive", null, "autogc", false);
            repository.getConfig().save();
        }
    }

    @Override
    protected synchronized PackageStore open() throws IOException {
        return open(folder.resolve("clone-" + clones++));
    }

    @Override
    protected List<IntentId> effected() throws IOException {
        return GitStoreFixture.effected(remote);
    }

    @Test
    void leavesTheLocalBranchBehindAsLongAsTheRemoteIsAway() throws IOException {
        // Given
        PackageStore store = open(folder.resolve("clone"));
        apply(store, PACKAGE, Planned.scaling().at(7));
        Path away = Files.move(remote, folder.resolve("away"));

        // When
        Effect unreachable = apply(store, PACKAGE, Planned.scaling().at(8));
        List<IntentId> local = GitStoreFixture.effected(folder.resolve("clone"));
        Files.move(away, remote);
        Effect reachable = apply(store, PACKAGE, Planned.scaling().at(8));

        // Then
        assertThat(unreachable).isInstanceOf(Effect.Unavailable.class);
        assertThat(local).containsExactly(Planned.id(7));
        assertThat(reachable).isInstanceOf(Effect.InRevision.class);
        assertThat(effected()).containsExactly(Planned.id(7), Planned.id(8));
    }

    @Test
    void startsWhileTheRemoteIsAway() throws IOException {
        // Given
        Path away = Files.move(remote, folder.resolve("away"));
        PackageStore store = open();

        // When
        Effect unreachable = apply(store, PACKAGE, Planned.scaling().at(8));
        Files.move(away, remote);
        Effect reachable = apply(store, PACKAGE, Planned.scaling().at(8));

        // Then
        assertThat(unreachable).isInstanceOf(Effect.Unavailable.class);
        assertThat(reachable).isInstanceOf(Effect.InRevision.class);
    }

    @Test
    void recognisesAPushWhoseAnswerWasLost() throws IOException {
        // Given
        GitSettings settings = settings(folder.resolve("clone"));
        Repository repository = Repositories.open(settings);
        LocalBranch local = new LocalBranch(repository, "main", GitStoreFixture.CLOCK);
        RemoteBranch branch =
                new RemoteBranch(repository, local, settings, remote.toUri().toString());
        PackageStore store = new GitPackageStore(settings, GitStoreFixture.CLOCK, repository, new Branch() {
            @Override
            public ObjectId tip() throws IOException {
                return branch.tip();
            }

            @Override
            public boolean advance(ObjectId from, ObjectId to) throws IOException {
                branch.advance(from, to);
                throw new IOException("connection reset");
            }
        });

        // When
        Effect lost = apply(store, PACKAGE, Planned.scaling().at(8));
        Effect again = apply(store, PACKAGE, Planned.scaling().at(8));

        // Then
        assertThat(lost).isInstanceOf(Effect.Unavailable.class);
        assertThat(again).isInstanceOf(Effect.InRevision.class);
        assertThat(effected()).containsExactly(Planned.id(8));
    }

    @Test
    void decidesOnWhatAnotherClonePushed() throws IOException {
        // Given
        PackageStore one = open();
        PackageStore other = open();
        apply(one, PACKAGE, Planned.scaling().at(7));
        apply(other, PACKAGE, Planned.scaling().to(9).at(9));

        // When
        Effect older = apply(one, PACKAGE, Planned.scaling().to(8).at(8));

        // Then
        assertThat(older).isEqualTo(new Effect.Outrun(Planned.id(9)));
        assertThat(effected()).containsExactly(Planned.id(7), Planned.id(9));
    }

    @Test
    void removesTheLockOfAProcessThatDiedWhileItFollowedTheRemote() throws IOException {
        // Given
        PackageStore store = open(folder.resolve("clone"));
        apply(store, PACKAGE, Planned.scaling().at(7));
        apply(open(), PACKAGE, Planned.scaling().at(8));
        Path lock = Files.createFile(folder.resolve("clone/refs/heads/main.lock"));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));

        // When
        Effect locked = apply(store, PACKAGE, Planned.scaling().at(9));
        Effect freed = apply(store, PACKAGE, Planned.scaling().at(9));

        // Then
        assertThat(locked).isInstanceOf(Effect.Unavailable.class);
        assertThat(freed).isInstanceOf(Effect.InRevision.class);
        assertThat(effected()).containsExactly(Planned.id(7), Planned.id(8), Planned.id(9));
    }

    @Test
    void bringsBackABranchThatTheRemoteLost() throws IOException {
        // Given
        PackageStore store = open();
        apply(store, PACKAGE, Planned.scaling().at(7));
        Files.move(remote, folder.resolve("lost"));
        makeRemote();

        // When
        Effect first = apply(store, PACKAGE, Planned.scaling().at(8));

        // Then
        assertThat(List.of(first, apply(store, PACKAGE, Planned.scaling().at(8))))
                .last()
                .isInstanceOf(Effect.InRevision.class);
        assertThat(effected()).containsExactly(Planned.id(7), Planned.id(8));
    }

    private PackageStore open(Path clone) throws IOException {
        return new GitPackageStore(settings(clone), GitStoreFixture.CLOCK);
    }

    private GitSettings settings(Path clone) {
        return GitStoreFixture.settings(clone, remote.toUri().toString());
    }
}
