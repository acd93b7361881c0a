package io.conductorloop.executor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.executor.PackageCatalog;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.files.DirectoryPackageStore;
import io.conductorloop.executor.files.PorchCliPackageStore;
import io.conductorloop.executor.git.GitPackageStore;
import io.conductorloop.executor.porch.PorchPackageStore;
import io.conductorloop.state.InMemorySiteBoard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;

class StoreConfigurationTest {
    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(StoreConfiguration.class);

    @TempDir
    Path folder;

    @Test
    void keepsPackagesInAFolderUnlessToldOtherwise() {
        context.withPropertyValues(property("directory", folder.resolve("out"))).run(started -> {
            assertThat(started).getBean(PackageStore.class).isInstanceOf(DirectoryPackageStore.class);
            assertThat(folder.resolve("out")).isDirectory();
        });
    }

    @Test
    void keepsThemInAGitRepositoryWhenAskedTo() {
        context.withPropertyValues(
                        "conductor.executor.store.kind=git",
                        property("git.repository", folder.resolve("packages.git")),
                        "conductor.executor.store.durability=fsync")
                .run(started -> {
                    assertThat(started).getBean(PackageStore.class).isInstanceOf(GitPackageStore.class);
                    assertThat(folder.resolve("packages.git").resolve("HEAD")).hasContent("ref: refs/heads/main");
                });
    }

    @Test
    void handsThemToPorchWhenAskedTo() {
        context.withPropertyValues(
                        "conductor.executor.store.kind=porch-cli",
                        "conductor.executor.store.porch-cli.mode=structured",
                        property("directory", folder.resolve("out")))
                .run(started ->
                        assertThat(started).getBean(PackageStore.class).isInstanceOf(PorchCliPackageStore.class));
    }

    @Test
    void speaksToAPorchServerWhenAskedTo() {
        porch("repositories=edge-01,edge-02").run(started -> {
            assertThat(started).getBean(PackageStore.class).isInstanceOf(PorchPackageStore.class);
            assertThat(started).hasSingleBean(PackageCatalog.class).hasSingleBean(HealthIndicator.class);
        });
    }

    @Test
    void saysWhatIsWrongWithTheSettingsForPorch() {
        assertThat(complaint()).contains("repositories is empty");
        assertThat(complaint("repositories=Edge_01")).contains("'Edge_01'");
        assertThat(complaint("repositories=edge-01", "lease=1m")).contains("twice the timeout");
        assertThat(complaint("repositories=edge-01", "server=http://192.0.2.1")).contains("not https");
        assertThat(complaint("repositories=edge-01", "kubeconfig=" + folder.resolve("none")))
                .contains("none cannot be read");
    }

    private String complaint(String... settings) {
        List<String> complaints = new ArrayList<>();
        porch(settings)
                .run(failed -> complaints.add(NestedExceptionUtils.getMostSpecificCause(failed.getStartupFailure())
                        .getMessage()));
        return complaints.getFirst();
    }

    private ApplicationContextRunner porch(String... settings) {
        return context.withBean(InMemorySiteBoard.class)
                .withPropertyValues(
                        "conductor.executor.store.kind=porch",
                        "conductor.executor.store.porch.server=http://127.0.0.1:1")
                .withPropertyValues(Stream.of(settings)
                        .map(setting -> "conductor.executor.store.porch." + setting)
                        .toArray(String[]::new));
    }

    @Test
    void doesNotStartWithAPlaceThatCannotBeUsed() throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        // Then
        context.withPropertyValues(property("directory", file))
                .run(failed -> assertThat(failed).getFailure().rootCause().hasMessageContaining(file.toString()));
    }

    private static String property(String name, Path value) {
        return "conductor.executor.store." + name + "=" + value;
    }
}
