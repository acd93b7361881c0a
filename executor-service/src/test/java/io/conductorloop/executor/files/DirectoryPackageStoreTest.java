package io.conductorloop.executor.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.Effect;
import io.conductorloop.executor.PackageStore;
import io.conductorloop.executor.PackageStoreContract;
import io.conductorloop.executor.Planned;
import io.conductorloop.executor.PlannedIntent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryPackageStoreTest extends PackageStoreContract {
    private static final String PACKAGE = "oran-odu-odu-high-phy";
    private static final String PATCH = "deployment-patch_oran-odu_odu-high-phy.yaml";

    @TempDir
    Path folder;

    private Path root;

    @Override
    protected PackageStore open() throws IOException {
        root = folder.resolve("out");
        return new DirectoryPackageStore(root, Durability.OS);
    }

    @Override
    protected List<IntentId> effected() throws IOException {
        return RevisionLogs.effected(root);
    }

    @Test
    void writesAKptPackage() throws IOException {
        // When
        apply(open(), PACKAGE, Planned.scaling().to(5).at(7));

        // Then
        assertThat(names(root.resolve(PACKAGE))).containsExactly("Kptfile", PATCH, "package-context.yaml");
        assertThat(root.resolve(PACKAGE).resolve(PATCH)).content().contains("replicas: 5");
    }

    @Test
    void logsEachRevisionWithItsIntents() throws IOException {
        // When
        Effect effect = apply(open(), PACKAGE, Planned.scaling().at(7));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        assertThat(root.resolve(".revisions").resolve(PACKAGE + ".log"))
                .hasContent("{\"revision\":\"" + ((Effect.InRevision) effect).revision()
                        + "\",\"intents\":[{\"id\":\"" + Planned.id(7)
                        + "\",\"sequence\":7,\"type\":\"scaling\",\"target\":\"oran-odu/odu-high-phy\"}]}");
    }

    @Test
    void writesTheSameWhenEveryWriteWaitsForTheDisk() throws IOException {
        // Given
        apply(open(), PACKAGE, Planned.scaling().at(7));
        Path durable = folder.resolve("durable");

        // When
        apply(
                new DirectoryPackageStore(durable, Durability.FSYNC),
                PACKAGE,
                Planned.scaling().at(7));

        // Then
        assertThat(durable.resolve(PACKAGE).resolve(PATCH))
                .hasSameTextualContentAs(root.resolve(PACKAGE).resolve(PATCH));
    }

    @Test
    void leavesTheKptfileToWhoeverChangedIt() throws IOException {
        // Given
        apply(open(), PACKAGE, Planned.scaling().at(7));
        Files.writeString(root.resolve(PACKAGE).resolve("Kptfile"), "mine");

        // When
        apply(open(), PACKAGE, Planned.scaling().at(8));

        // Then
        assertThat(root.resolve(PACKAGE).resolve("Kptfile")).hasContent("mine");
    }

    @Test
    void writesOverAFileWhoseReplicasSomebodyChanged() throws IOException {
        // Given
        apply(open(), PACKAGE, Planned.scaling().to(5).at(7));
        Path patch = root.resolve(PACKAGE).resolve(PATCH);
        Files.writeString(patch, Files.readString(patch).replace("replicas: 5", "replicas: 50"));

        // When
        Effect effect = apply(open(), PACKAGE, Planned.scaling().to(6).at(8));

        // Then
        assertThat(effect).isInstanceOf(Effect.InRevision.class);
        assertThat(patch).content().contains("replicas: 6");
    }

    @Test
    void noticesThatSomebodyTookAFileOverSinceItWroteIt() throws IOException {
        // Given
        PackageStore store = open();
        apply(store, PACKAGE, Planned.scaling().to(5).at(7));
        apply(store, PACKAGE, Planned.scaling().to(6).at(8));
        Path patch = root.resolve(PACKAGE).resolve(PATCH);
        String ours = Files.readString(patch);
        Files.writeString(patch, "x".repeat(ours.length()));

        // When
        Effect refused = apply(store, PACKAGE, Planned.scaling().to(7).at(9));
        Files.writeString(patch, ours);
        Effect older = apply(store, PACKAGE, Planned.scaling().to(4).at(6));

        // Then
        assertThat(refused).isInstanceOf(Effect.Refused.class);
        assertThat(older).isInstanceOf(Effect.Outrun.class);
        assertThat(patch).hasContent(ours);
    }

    @Test
    void leavesAFileAloneThatNoExecutorWrote() throws IOException {
        // Given
        PackageStore store = open();
        Path patch = Files.createDirectories(root.resolve(PACKAGE)).resolve(PATCH);
        Files.writeString(patch, "kind: Deployment\n");

        // When
        Effect effect = apply(store, PACKAGE, Planned.scaling().at(8));

        // Then
        assertThat(effect)
                .isInstanceOfSatisfying(
                        Effect.Refused.class,
                        refused -> assertThat(refused.reason().message())
                                .contains(PATCH)
                                .contains("remove it"));
        assertThat(patch).hasContent("kind: Deployment");
    }

    @Test
    void neverWritesThroughALinkThatStandsForAPackage() throws IOException {
        // Given
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        PackageStore store = open();
        Files.createSymbolicLink(root.resolve(PACKAGE), elsewhere);

        // When
        Effect effect = apply(store, PACKAGE, Planned.scaling().at(8));

        // Then
        assertThat(effect).isInstanceOf(Effect.Refused.class);
        assertThat(names(elsewhere)).isEmpty();
    }

    @Test
    void neverWritesThroughALinkThatStandsForAFile() throws IOException {
        // Given
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "precious");
        PackageStore store = open();
        Files.createSymbolicLink(Files.createDirectories(root.resolve(PACKAGE)).resolve(PATCH), elsewhere);

        // When
        Effect effect = apply(store, PACKAGE, Planned.scaling().at(8));

        // Then
        assertThat(effect).isInstanceOf(Effect.Refused.class);
        assertThat(elsewhere).hasContent("precious");
    }

    @Test
    void refusesNamesThatLeadElsewhere() throws IOException {
        // Given
        PackageStore store = open();
        PlannedIntent climbing =
                Planned.scaling().of("oran-odu", "../../passwd").at(1);

        // When
        List<Effect> effects = List.of(
                apply(store, "../oran", Planned.scaling().at(1)),
                apply(store, ".revisions", Planned.scaling().at(1)),
                apply(store, PACKAGE, climbing));

        // Then
        assertThat(effects).hasOnlyElementsOfType(Effect.Refused.class);
        assertThat(names(folder)).containsExactly("out");
        assertThat(effected()).isEmpty();
    }

    @Test
    void waitsWhileSomethingKeepsItFromWriting() throws IOException {
        // Given
        PackageStore store = open();
        Files.writeString(root.resolve(".revisions"), "in the way");

        // When
        Effect effect = apply(store, PACKAGE, Planned.scaling().at(8));
        Files.delete(root.resolve(".revisions"));
        Effect later = apply(store, PACKAGE, Planned.scaling().at(8));

        // Then
        assertThat(effect)
                .isInstanceOfSatisfying(
                        Effect.Unavailable.class,
                        unavailable -> assertThat(unavailable.reason().message())
                                .contains(PACKAGE)
                                .contains(".revisions"));
        assertThat(later).isInstanceOf(Effect.InRevision.class);
    }

    @Test
    void givesUpOnAPackageThatAnotherHoldsTooLong() throws Exception {
        // Given
        open();
        Path log = Files.createDirectories(root.resolve(".revisions")).resolve(PACKAGE + ".log");
        Process other = LockHolder.start(log);
        try {
            PackageStore store = new DirectoryPackageStore(root, new DiskSteps(Durability.OS), Duration.ofMillis(100));

            // When
            Effect held = apply(store, PACKAGE, Planned.scaling().at(8));
            other.destroyForcibly().waitFor();
            Effect free = apply(store, PACKAGE, Planned.scaling().at(8));

            // Then
            assertThat(held).isInstanceOf(Effect.Unavailable.class);
            assertThat(free).isInstanceOf(Effect.InRevision.class);
        } finally {
            other.destroyForcibly();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
