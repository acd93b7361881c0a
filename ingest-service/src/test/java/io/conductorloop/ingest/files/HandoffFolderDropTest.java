package io.conductorloop.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandoffFolderDropTest {
    private static final byte[] INTENT = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void writesAFileThatWatchersAcceptAndNothingElse() throws IOException {
        String saved = drop().drop(INTENT);

        assertThat(saved)
                .isEqualTo(
                        folder.resolve("intent-20261123T183608Z-000000042.json").toString());
        assertThat(Path.of(saved)).hasBinaryContent(INTENT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(saved))))
                .isEqualTo("rw-r-----");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void givesAscendingNamesWithinOneNanosecond() throws IOException {
        HandoffFolderDrop drop = drop();

        assertThat(new String[] {drop.drop(INTENT), drop.drop(INTENT), drop.drop(INTENT)})
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void leavesNothingBehindWhenTheFolderIsGone() {
        var drop = new HandoffFolderDrop(folder.resolve("gone"), Instant::now);

        assertThatIOException().isThrownBy(() -> drop.drop(INTENT));
    }

    private HandoffFolderDrop drop() {
        return new HandoffFolderDrop(folder, () -> Instant.parse("2026-11-23T18:36:08.000000042Z"));
    }
}
