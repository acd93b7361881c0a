package io.conductorloop.executor.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.Planned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dies at every step of writing a revision; then another instance is given the same again. */
class DirectoryPackageStoreCrashTest {
    private static final PackageChange BEFORE = new PackageChange(
            "oran", List.of(Planned.scaling().of("oran", "odu-high-phy").to(2).at(1)));
    private static final PackageChange CHANGE = new PackageChange(
            "oran",
            List.of(
                    Planned.scaling().of("oran", "odu-high-phy").to(3).at(2),
                    Planned.scaling().of("oran", "oran-cu-up").to(4).at(3),
                    Planned.configuration().of("oran", "oran-cu-up").at(4)));
    private static final PackageChange OTHER = new PackageChange(
            "oran", List.of(Planned.scaling().of("oran", "near-rt-ric").at(5)));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void finishesOrForgetsARevisionWhereverItDied(DyingSteps.Death death) throws IOException {
        // Given
        Path reference = folder.resolve("reference");
        whole(reference).apply(List.of(BEFORE));
        Map<IntentId, Effect> expected = whole(reference).apply(List.of(CHANGE));
        int deaths = 0;

        for (; ; deaths++) {
            Path root = folder.resolve("out-" + deaths);
            whole(root).apply(List.of(BEFORE));

            // When
            DyingSteps steps = new DyingSteps(new DiskSteps(Durability.OS), death, deaths);
            boolean died = catchThrowable(() -> dying(root, steps).apply(List.of(CHANGE))) instanceof DyingSteps.Died;
            Map<IntentId, Effect> again = whole(root).apply(List.of(CHANGE));

            // Then
            assertThat(again).as("effects after death %s", deaths).isEqualTo(expected);
            assertThat(contents(root)).as("files after death %s", deaths).isEqualTo(contents(reference));
            if (!died) {
                break;
            }
        }
        assertThat(deaths).isGreaterThan(8);
    }

    @ParameterizedTest
    @EnumSource
    void keepsOneEffectWhenAnotherIntentComesFirst(DyingSteps.Death death) throws IOException {
        boolean died = true;
        for (int step = 0; died; step++) {
            // Given
            Path root = folder.resolve("out-" + step);
            DyingSteps steps = new DyingSteps(new DiskSteps(Durability.OS), death, step);
            died = catchThrowable(() -> dying(root, steps).apply(List.of(CHANGE))) instanceof DyingSteps.Died;

            // When
            PackageStore store = whole(root);
            Map<IntentId, Effect> other = store.apply(List.of(OTHER));
            Map<IntentId, Effect> again = store.apply(List.of(CHANGE));

            // Then
            assertThat(other.values()).hasOnlyElementsOfType(Effect.InRevision.class);
            assertThat(new HashSet<>(again.values()))
                    .as("revisions of one change")
                    .hasSize(1);
            assertThat(RevisionLogs.effected(root))
                    .as("effects after step %s", step)
                    .containsExactlyInAnyOrder(Planned.id(2), Planned.id(3), Planned.id(4), Planned.id(5));
            assertThat(contents(root).keySet()).noneMatch(name -> name.endsWith(".staged"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void recoversInTheSameInstanceFromAFailedStep(DyingSteps.Death death) throws IOException {
        boolean failed = true;
        for (int step = 0; failed; step++) {
            // Given
            Path root = folder.resolve("out-" + step);
            DyingSteps steps = new DyingSteps(new DiskSteps(Durability.OS), death, step).failingOnly();
            PackageStore store = dying(root, steps);
            Map<IntentId, Effect> first = store.apply(List.of(CHANGE));
            failed = steps.hasDied();

            // When
            Map<IntentId, Effect> again = store.apply(List.of(CHANGE));

            // Then
            assertThat(first.values())
                    .hasOnlyElementsOfTypes(failed ? Effect.Unavailable.class : Effect.InRevision.class);
            assertThat(again.values()).hasOnlyElementsOfType(Effect.InRevision.class);
            assertThat(RevisionLogs.effected(root))
                    .as("effects after step %s", step)
                    .containsExactly(Planned.id(2), Planned.id(3), Planned.id(4));
        }
    }

    private static PackageStore whole(Path root) throws IOException {
        return new DirectoryPackageStore(root, Durability.OS);
    }

    private static PackageStore dying(Path root, FileSteps steps) throws IOException {
        return new DirectoryPackageStore(root, steps, Duration.ofSeconds(10));
    }

    private static Map<String, String> contents(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            Map<String, String> contents = new TreeMap<>();
            files.filter(Files::isRegularFile)
                    .forEach(file -> contents.put(root.relativize(file).toString(), content(file)));
            return contents;
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
