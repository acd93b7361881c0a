package io.conductorloop.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path path;

    @Test
    void isRefusedWhileItsProcessLives() {
        DataFolder folder = DataFolder.at(path);
        try (ChildProcess user =
                ChildProcess.start(List.of("sleep", "60"), path, Map.of(), path.resolve("sleep.log"))) {
            folder.usedBy(user);

            assertThatThrownBy(() -> folder.awaitFree())
                    .isInstanceOf(StartFailedException.class)
                    .hasMessage("The folder " + path + " is used by process " + user.pid()
                            + "; end that one first or choose another folder");
            user.kill();
            assertThatCode(() -> folder.awaitFree()).doesNotThrowAnyException();
        }
    }

    @Test
    void isFreeWhenItsProcessesIdWasGivenToAnother() throws IOException {
        DataFolder folder = DataFolder.at(path);
        Files.writeString(path.resolve("owner"), ProcessHandle.current().pid() + " " + Instant.EPOCH);

        assertThatCode(() -> folder.awaitFree()).doesNotThrowAnyException();
    }

    @Test
    void cannotBeMadeInsideAFile() throws IOException {
        Path file = Files.createFile(path.resolve("file"));

        assertThatThrownBy(() -> DataFolder.at(file.resolve("data")))
                .isInstanceOf(StartFailedException.class)
                .hasMessageStartingWith("Cannot make the folder " + file.resolve("data"));
    }
}
