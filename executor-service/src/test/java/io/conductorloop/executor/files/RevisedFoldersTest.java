package io.conductorloop.executor.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisedFoldersTest {
    @TempDir
    Path root;

    @Test
    void remembersAsManyPackagesAsItHasRoomFor() throws IOException {
        // Given
        RevisedFolders folders = new RevisedFolders(root, new DiskSteps(Durability.OS), Duration.ofSeconds(5));

        // When
        for (int i = 0; i <= KnownPackages.MOST; i++) {
            String name = "package-" + i;
            try (RevisedFolder folder = folders.lock(name)) {
                folders.settle(name, folder);
            }
        }

        // Then
        assertThat(folders.settled()).isEqualTo(KnownPackages.MOST);
    }
}
