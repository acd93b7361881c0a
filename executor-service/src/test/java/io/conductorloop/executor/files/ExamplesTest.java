package io.conductorloop.executor.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Intent;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageChange;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import io.conductorloop.json.IntentReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The examples that the README's first command runs. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @TempDir
    Path out;

    @Test
    void becomePackagesOfValidYaml() throws Exception {
        // Given
        List<PackageChange> changes = new ArrayList<>();
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            for (Path file : files.filter(ExamplesTest::isGood).sorted().toList()) {
                Intent intent = new IntentReader().read(Files.readAllBytes(file));
                changes.add(new PackageChange(
                        intent.target().namespace() + "-" + intent.target().name(),
                        List.of(new PlannedIntent(Planned.id(changes.size()), changes.size(), intent))));
            }
        }

        // When
        var effects = new DirectoryPackageStore(out, Durability.OS).apply(changes);

        // Then
        assertThat(effects).hasSize(6);
        assertThat(effects.values()).hasOnlyElementsOfType(Effect.InRevision.class);
        try (Stream<Path> files = Files.walk(out)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.toString().contains(".revisions")))
                    .hasSize(5 * 2 + 6)
                    .allSatisfy(file -> assertThat(new Yaml(new SafeConstructor(new LoaderOptions()))
                                    .<Object>load(Files.readString(file)))
                            .asInstanceOf(InstanceOfAssertFactories.MAP)
                            .containsKeys("apiVersion", "kind", "metadata"));
        }
    }

    private static boolean isGood(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("intent-") && name.endsWith(".json") && !name.contains("bad");
    }
}
