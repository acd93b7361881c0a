package io.conductorloop.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFilesTest {
    @TempDir
    Path folder;

    private NewFiles files;

    @BeforeEach
    void open() {
        files = NewFiles.in(folder);
    }

    @Test
    void worksOnLinuxAndLeavesNothingOfItsTrial() {
        assertThat(folder).isEmptyDirectory();
        assertThat(write("a", new byte[] {1})).isEqualTo(Linux.AVAILABLE);
    }

    @Test
    void writesTheWholeFileForItsOwnerAndGroup() throws IOException {
        byte[] content = new byte[200_000];
        content[199_999] = 7;

        assertThat(write("a", content)).isEqualTo(Linux.AVAILABLE);

        if (Linux.AVAILABLE) {
            assertThat(folder.resolve("a")).hasBinaryContent(content);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
                    .isEqualTo("rw-r-----");
        }
        assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("a"));
    }

    @Test
    void leavesATakenNameAlone() throws IOException {
        Files.writeString(folder.resolve("a"), "theirs");

        assertThat(write("a", new byte[] {1})).isFalse();
        assertThat(folder.resolve("a")).hasContent("theirs");
    }

    @Test
    void saysWhenThereIsNoFolder() {
        assertThat(write("missing/a", new byte[] {1})).isFalse();
    }

    private boolean write(String name, byte[] content) {
        try {
            return files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
