package io.conductorloop.executor.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.PackageStoreContract;
import io.conductorloop.executor.Planned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitPackageStoreTest extends PackageStoreContract {
    private static final String PACKAGE = "oran-odu-odu-high-phy";
    private static final String PATCH = PACKAGE + "/deployment-patch_oran-odu_odu-high-phy.yaml";

    @TempDir
    Path folder;

    @Override
    protected PackageStore open() throws IOException {
        return new GitPackageStore(GitStoreFixture.settings(repository(), null), GitStoreFixture.CLOCK);
    }

    @Override
    protected List<IntentId> effected() throws IOException {
        return GitStoreFixture.effected(repository());
    }

    @Test
    void makesOneCommitOfABatchThatNamesItsIntents() throws IOException {
        // Given
        Instant now = Instant.parse("2026-11-23T10:00:00Z");
        PackageStore store = new GitPackageStore(GitStoreFixture.settings(repository(), null), GitStoreFixture.at(now));

        // When
        Map<IntentId, Effect> effects = store.apply(List.of(
                new PackageChange(
                        "upf", List.of(Planned.scaling().of("core", "upf").at(7))),
                new PackageChange(
                        "smf", List.of(Planned.scaling().of("core", "smf").at(8)))));

        // Then
        List<RevCommit> commits = GitStoreFixture.commits(repository());
        assertThat(commits).hasSize(1);
        assertThat(commits.getFirst().getFullMessage()).isEqualTo("""
                        scaling of core/upf and 1 more

                        Revision: upf %s
                        Revision: smf %s
                        Intent-Id: %s
                        Intent-Id: %s
                        """.formatted(
                        revision(effects.get(Planned.id(7))),
                        revision(effects.get(Planned.id(8))),
                        Planned.id(7),
                        Planned.id(8)));
        assertThat(commits.getFirst().getAuthorIdent().getWhenAsInstant()).isEqualTo(now);
    }

    @Test
    void makesNoCommitWhenThereIsNothingNew() throws IOException {
        // Given
        apply(open(), PACKAGE, Planned.scaling().at(7));

        // When
        apply(open(), PACKAGE, Planned.scaling().at(7));
        apply(open(), PACKAGE, Planned.scaling().at(6));

        // Then
        assertThat(GitStoreFixture.commits(repository())).hasSize(1);
    }

    @Test
    void keepsWhatOthersCommitted() throws Exception {
        // Given
        apply(open(), PACKAGE, Planned.scaling().at(7));
        Path clone = folder.resolve("clone");
        git(folder, "clone", "-q", repository().toString(), clone.toString());
        Files.writeString(clone.resolve("README-é.md"), "ours");
        Files.createDirectories(clone.resolve(PACKAGE + ".d"));
        Files.writeString(clone.resolve(PACKAGE + ".d").resolve("x"), "theirs");
        Files.writeString(clone.resolve(PACKAGE).resolve("Kptfile"), "mine");
        git(clone, "add", "-A");
        git(clone, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "by hand");
        git(clone, "push", "-q", "origin", "main");

        // When
        Effect effect = apply(open(), PACKAGE, Planned.scaling().to(9).at(8));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        assertThat(GitStoreFixture.file(repository(), "README-é.md")).isEqualTo("ours");
        assertThat(GitStoreFixture.file(repository(), PACKAGE + ".d/x")).isEqualTo("theirs");
        assertThat(GitStoreFixture.file(repository(), PACKAGE + "/Kptfile")).isEqualTo("mine");
        assertThat(GitStoreFixture.file(repository(), PATCH)).contains("replicas: 9");
        git(repository(), "fsck", "--strict");
    }

    @Test
    void leavesAFileAloneThatStandsForAPackage() throws Exception {
        // Given
        apply(open(), "other", Planned.scaling().at(7));
        Path clone = folder.resolve("clone");
        git(folder, "clone", "-q", repository().toString(), clone.toString());
        Files.writeString(clone.resolve(PACKAGE), "a file");
        git(clone, "add", "-A");
        git(clone, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "by hand");
        git(clone, "push", "-q", "origin", "main");

        // When
        Effect effect = apply(open(), PACKAGE, Planned.scaling().at(8));

        // Then
        assertThat(effect).isInstanceOf(Effect.Refused.class);
        assertThat(GitStoreFixture.file(repository(), PACKAGE)).isEqualTo("a file");
    }

    @Test
    void refusesNamesThatLeadElsewhere() throws IOException {
        // When
        List<Effect> effects = List.of(
                apply(open(), "..", Planned.scaling().at(1)),
                apply(open(), PACKAGE, Planned.scaling().of("oran", "../x").at(1)));

        // Then
        assertThat(effects).hasOnlyElementsOfType(Effect.Refused.class);
        assertThat(effected()).isEmpty();
    }

    @Test
    void decidesAgainWhenAnotherMovedTheBranchMeanwhile() throws IOException {
        // Given
        GitSettings settings = GitStoreFixture.settings(repository(), null);
        Repository repository = Repositories.open(settings);
        LocalBranch local = new LocalBranch(repository, "main", GitStoreFixture.CLOCK);
        PackageStore other = open();
        Branch raced = new Branch() {
            private boolean first = true;

            @Override
            public ObjectId tip() throws IOException {
                return local.tip();
            }

            @Override
            public boolean advance(ObjectId from, ObjectId to) throws IOException {
                if (first) {
                    first = false;
                    apply(other, PACKAGE, Planned.scaling().to(9).at(9));
                }
                return local.advance(from, to);
            }
        };
        PackageStore store = new GitPackageStore(settings, GitStoreFixture.CLOCK, repository, raced);

        // When
        Effect effect = apply(store, PACKAGE, Planned.scaling().to(8).at(8));

        // Then
        assertThat(effect).isEqualTo(new Effect.Outrun(Planned.id(9)));
        assertThat(effected()).containsExactly(Planned.id(9));
        assertThat(GitStoreFixture.file(repository(), PATCH)).contains("replicas: 9");
    }

    @Test
    void leavesNoTraceOfACommitThatItDiedBeforePointingTo() throws IOException {
        // Given
        GitSettings settings = GitStoreFixture.settings(repository(), null);
        Repository repository = Repositories.open(settings);
        LocalBranch local = new LocalBranch(repository, "main", GitStoreFixture.CLOCK);
        PackageStore dying = new GitPackageStore(settings, GitStoreFixture.CLOCK, repository, new Branch() {
            @Override
            public ObjectId tip() throws IOException {
                return local.tip();
            }

            @Override
            public boolean advance(ObjectId from, ObjectId to) throws IOException {
                throw new IOException("died");
            }
        });

        // When
        apply(dying, PACKAGE, Planned.scaling().at(8));
        Effect again = apply(open(), PACKAGE, Planned.scaling().at(8));

        // Then
        assertThat(again).isInstanceOf(Effect.InRevision.class);
        assertThat(effected()).containsExactly(Planned.id(8));
    }

    @Test
    void recognisesACommitWhoseAnswerWasLost() throws IOException {
        // Given
        GitSettings settings = GitStoreFixture.settings(repository(), null);
        Repository repository = Repositories.open(settings);
        LocalBranch local = new LocalBranch(repository, "main", GitStoreFixture.CLOCK);
        PackageStore store = new GitPackageStore(settings, GitStoreFixture.CLOCK, repository, new Branch() {
            @Override
            public ObjectId tip() throws IOException {
                return local.tip();
            }

            @Override
            public boolean advance(ObjectId from, ObjectId to) throws IOException {
                local.advance(from, to);
                throw new IOException("connection reset");
            }
        });

        // When
        Effect lost = apply(store, PACKAGE, Planned.scaling().at(8));
        Effect again = apply(open(), PACKAGE, Planned.scaling().at(8));

        // Then
        assertThat(lost).isInstanceOf(Effect.Unavailable.class);
        assertThat(again).isInstanceOf(Effect.InRevision.class);
        assertThat(effected()).containsExactly(Planned.id(8));
    }

    @Test
    void removesTheLockOfAProcessThatDied() throws IOException {
        // Given
        PackageStore store = open();
        apply(store, PACKAGE, Planned.scaling().at(7));
        Path lock = Files.createFile(repository().resolve("refs/heads/main.lock"));

        // When
        Effect held = apply(store, PACKAGE, Planned.scaling().at(8));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
        Effect abandoned = apply(store, PACKAGE, Planned.scaling().at(8));

        // Then
        assertThat(held).isInstanceOf(Effect.Unavailable.class);
        assertThat(abandoned).isInstanceOf(Effect.InRevision.class);
        assertThat(effected()).containsExactly(Planned.id(7), Planned.id(8));
    }

    @Test
    void refusesToStartInAFolderOfOtherThings() throws IOException {
        // Given
        Files.writeString(Files.createDirectories(repository()).resolve("notes.txt"), "mine");

        // Then
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("neither a git repository");
    }

    private Path repository() {
        return folder.resolve("packages.git");
    }

    private static String revision(Effect effect) {
        return ((Effect.InRevision) effect).revision();
    }

    private static void git(Path in, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }
}
