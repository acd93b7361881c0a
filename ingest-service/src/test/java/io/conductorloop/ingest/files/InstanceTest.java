package io.conductorloop.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceTest {
    private static final Duration LEASE = Duration.ofSeconds(10);

    @TempDir
    Path root;

    private HandoffFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = HandoffFolder.open(root, new Random(1));
    }

    @Test
    void aFolderKeepsTheIdItWasGivenFirst() throws IOException {
        HandoffFolder again = HandoffFolder.open(root, new Random(2));

        assertThat(again.id()).isEqualTo(folder.id()).matches("[0-9a-f]{16}");
        assertThat(folder.source()).isEqualTo("/ingest/folder/" + folder.id());
    }

    @Test
    void aBrokenFolderIdIsNotGuessedAt() throws IOException {
        Files.writeString(root.resolve(".claims/folder-id"), "oops");

        assertThatThrownBy(() -> HandoffFolder.open(root, new Random(2))).hasMessageContaining("folder id");
    }

    @Test
    void aMissingFolderIsCreatedForItsOwnerAndGroup() throws IOException {
        Path missing = root.resolve("a/b");

        HandoffFolder.open(missing, new Random(1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(missing)))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void anInstanceIsAliveWhileItHoldsItsLockAndDeadAtOnceWithoutIt() throws IOException {
        // Given
        Instance one = Instance.start(folder, "one", LEASE);
        Instance two = Instance.start(folder, "two", LEASE);
        assertThat(two.isDead(one.home())).isFalse();
        assertThat(Instance.start(folder, "one", LEASE)).isNull();

        // When
        one.close();

        // Then
        assertThat(two.isDead(one.home())).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(two.home())))
                .isEqualTo("rwx------");
        two.close();
    }

    @Test
    void anInstanceThatIsOnlyStartingIsNotDead() throws IOException {
        // Given
        Instance mine = Instance.start(folder, "mine", LEASE);
        Path fresh = Files.createDirectory(folder.claims().resolve("fresh"));
        assertThat(mine.isDead(fresh)).isFalse();

        // When
        Path lease = Files.createFile(fresh.resolve("lease"));

        // Then
        assertThat(mine.isDead(fresh)).isFalse();
        Files.setLastModifiedTime(lease, FileTime.from(Instant.now().minusSeconds(60)));
        assertThat(mine.isDead(fresh)).isTrue();
        mine.close();
    }

    @Test
    void aHomeThatWasRemovedIsMadeAgain() throws IOException {
        // Given
        Instance mine = Instance.start(folder, "mine", LEASE);
        Instance.bury(mine.home());

        // When
        mine.renew();

        // Then
        Instance other = Instance.start(folder, "other", LEASE);
        assertThat(other.isDead(mine.home())).isFalse();
        other.close();
        mine.close();
    }
}
