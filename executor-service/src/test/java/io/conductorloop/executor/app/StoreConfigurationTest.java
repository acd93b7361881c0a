package io.conductorloop.executor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.files.DirectoryPackageStore;
import io.conductorloop.executor.files.PorchCliPackageStore;
import io.conductorloop.executor.git.GitPackageStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

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
