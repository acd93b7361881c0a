package io.conductorloop.launcher.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.launcher.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandoffTest {
    @TempDir
    Path work;

    private Handoff handoff;

    @BeforeEach
    void prepare() {
        handoff = new Handoff(work.resolve("handoff"));
        handoff.prepare();
    }

    @Test
    void hasNoWorkInWhatIsNoIntent() throws IOException {
        Files.createFile(handoff.folder().resolve("note-1.json"));
        Files.createFile(handoff.folder().resolve("intent-1.json.part"));
        Files.createDirectories(handoff.folder().resolve("processed"));
        Files.createFile(Files.createDirectories(handoff.folder().resolve(".claims/node"))
                .resolve("lease"));

        assertThat(handoff.hasWork()).isFalse();
    }

    @Test
    void hasWorkInAnyEntryOfAnIntentsName() throws IOException {
        Files.createSymbolicLink(handoff.folder().resolve("intent-link.json"), work.resolve("nowhere"));

        assertThat(handoff.hasWork()).isTrue();
    }

    @Test
    void hasWorkInClaimsThatAnEarlierRunLeft() throws IOException {
        Path home = Files.createDirectories(handoff.folder().resolve(".claims/dead"));
        Files.createFile(home.resolve("019a0000-0000-7000-8000-000000000000~intent-1.json"));

        assertThat(handoff.hasWork()).isTrue();
    }

    @Test
    void copiesTheIntentsOfAnotherFolderAndNothingElse() throws IOException {
        Path source = Files.createDirectories(work.resolve("examples"));
        Files.writeString(source.resolve("intent-1.json"), "{}");
        Files.writeString(source.resolve("README.md"), "read me");

        int copied = handoff.copyFrom(source);

        assertThat(copied).isEqualTo(1);
        assertThat(handoff.folder()).isDirectoryContaining("glob:**/intent-1.json");
        assertThat(handoff.folder().toFile().list()).containsExactly("intent-1.json");
        assertThat(source.resolve("intent-1.json")).hasContent("{}");
    }

    @Test
    void namesTheFolderThatIsNotThere() {
        assertThatThrownBy(() -> handoff.copyFrom(work.resolve("nowhere")))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("there is no " + work.resolve("nowhere"));
    }

    @Test
    void refusesAFileInPlaceOfTheFolder() throws IOException {
        Path file = Files.createFile(work.resolve("file"));

        assertThatThrownBy(() -> new Handoff(file).prepare())
                .isInstanceOf(LauncherException.class)
                .hasMessageStartingWith("Cannot use the handoff folder " + file);
    }
}
