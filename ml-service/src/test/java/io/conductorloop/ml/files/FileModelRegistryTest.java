package io.conductorloop.ml.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.ml.lifecycle.ModelLifecycle;
import io.conductorloop.ml.lifecycle.ModelLifecycle.Acting;
import io.conductorloop.ml.lifecycle.ModelRegistry;
import io.conductorloop.ml.lifecycle.ModelRegistryContract;
import io.conductorloop.ml.lifecycle.ModelVersion;
import io.conductorloop.ml.lifecycle.ModelVersion.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileModelRegistryTest extends ModelRegistryContract {
    @TempDir
    Path folder;

    @Override
    protected ModelRegistry registry(int most) {
        return new FileModelRegistry(folder.resolve("models"), most);
    }

    @Test
    void knowsAfterARestartWhatItKnewBefore() {
        // Given
        ModelRegistry before = registry(5);
        before.add(version(1, State.RETIRED), new byte[] {1, 1});
        before.add(version(2, State.CHAMPION), new byte[] {2, 2});

        // When
        ModelRegistry after = registry(5);

        // Then
        assertThat(after.versions()).isEqualTo(before.versions());
        assertThat(after.weights(1)).hasValue(new byte[] {1, 1});
        assertThat(after.weights(2)).hasValue(new byte[] {2, 2});
    }

    @Test
    void doesNotHandOutWeightsThatWereChangedOrLost() throws IOException {
        // Given
        ModelRegistry registry = registry(5);
        registry.add(version(1, State.RETIRED), new byte[] {1, 1});
        registry.add(version(2, State.CHAMPION), new byte[] {2, 2});
        registry.add(version(3, State.REFUSED), new byte[] {3, 3});

        // When
        Files.write(folder.resolve("models/version-2"), new byte[] {2, 3});
        Files.delete(folder.resolve("models/version-3"));

        // Then
        assertThat(registry(5).weights(2)).isEmpty();
        assertThat(registry(5).weights(3)).isEmpty();
        assertThat(new ModelLifecycle(registry(5), InstantSource.fixed(NOON)).acting())
                .map(Acting::version)
                .map(ModelVersion::number)
                .hasValue(1);
    }

    @Test
    void leavesNoFileOfAVersionThatIsNoLongerKept() throws IOException {
        // Given
        ModelRegistry registry = registry(1);

        // When
        for (int i = 1; i <= 5; i++) {
            registry.add(version(i, State.RETIRED), new byte[] {1});
        }

        // Then
        try (Stream<Path> files = Files.list(folder.resolve("models"))) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .containsExactlyInAnyOrderElementsOf(List.of("versions", "version-5"));
        }
    }

    @Test
    void saysWhichFolderHasAListThatIsNone() throws IOException {
        Files.createDirectories(folder.resolve("models"));
        Files.writeString(folder.resolve("models/versions"), "1 CHAMPION yesterday");
        assertThatThrownBy(() -> registry(5))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("models")
                .hasRootCauseInstanceOf(RuntimeException.class);
    }
}
