package io.conductorloop.endtoend;

import io.conductorloop.contracts.IntentState;
import io.conductorloop.testkit.Intents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A handoff folder of 2,000 files as the world fills it, and how each file may end. */
final class MixedFolder {
    static final int FILES = 2_000;

    private static final Set<IntentState> TAKEN = Set.of(IntentState.EXECUTED, IntentState.SUPERSEDED);
    private static final Set<IntentState> REFUSED = Set.of(IntentState.REJECTED);
    private static final int TARGETS_THAT_GO_BACK_AND_FORTH = 100;
    private static final int TIMES_EACH_MALFORMED = 10;

    private final Path folder;
    private final Map<String, Set<IntentState>> expected = new LinkedHashMap<>();
    private Instant modified = Instant.parse("2026-01-01T00:00:00Z");

    private MixedFolder(Path folder) {
        this.folder = folder;
    }

    /** Fills the folder. */
    static MixedFolder fill(Path folder) throws IOException, InterruptedException {
        MixedFolder mixed = new MixedFolder(folder);
        mixed.backAndForth();
        mixed.repeats();
        mixed.malformed();
        mixed.specialFiles();
        mixed.tooLarge();
        mixed.unusualNames();
        mixed.cutOff();
        mixed.good();
        return mixed;
    }

    /** The states in which each file may end, by name. */
    Map<String, Set<IntentState>> expected() {
        return expected;
    }

    private void backAndForth() throws IOException {
        for (int target = 0; target < TARGETS_THAT_GO_BACK_AND_FORTH; target++) {
            for (int replicas : List.of(3, 5, 3)) {
                drop("intent-%04d.json".formatted(expected.size()), scaling("swing-" + target, replicas), TAKEN);
            }
        }
    }

    private void repeats() throws IOException {
        for (int target = 0; target < 50; target++) {
            drop("intent-%04d.json".formatted(expected.size()), scaling("repeat-" + target, 4), TAKEN);
            drop(
                    "intent-%04d.json".formatted(expected.size()),
                    scaling("repeat-" + target, 4),
                    Set.of(IntentState.DUPLICATE));
        }
    }

    private void malformed() throws IOException {
        List<Malformed.Document> documents = Malformed.inFiftyWays();
        for (int i = 0; i < TIMES_EACH_MALFORMED * documents.size(); i++) {
            drop(
                    "intent-%04d.json".formatted(expected.size()),
                    documents.get(i % documents.size()).bytes(),
                    REFUSED);
        }
    }

    private void specialFiles() throws IOException, InterruptedException {
        Path elsewhere = Files.writeString(folder.resolveSibling("elsewhere.json"), "never to be opened");
        for (int i = 0; i < 20; i++) {
            Path link = folder.resolve("intent-link-%d.json".formatted(i));
            Files.createSymbolicLink(link, i % 2 == 0 ? elsewhere : Path.of("nowhere"));
            expected.put(link.getFileName().toString(), REFUSED);
            Path fifo = folder.resolve("intent-fifo-%d.json".formatted(i));
            new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
            expected.put(fifo.getFileName().toString(), REFUSED);
            Path directory = Files.createDirectory(folder.resolve("intent-directory-%d.json".formatted(i)));
            expected.put(directory.getFileName().toString(), REFUSED);
        }
    }

    private void tooLarge() throws IOException {
        for (int i = 0; i < 5; i++) {
            drop("intent-large-%d.json".formatted(i), new byte[6 << 20], REFUSED);
        }
    }

    private void unusualNames() throws IOException {
        for (int i = 0; i < 25; i++) {
            drop("intent-\u00fcn\u00efc\u00f6de-\u65e5\u672c-%d.json".formatted(i), scaling("unicode-" + i, 2), TAKEN);
            drop("intent-with space; and 'quotes' %d.json".formatted(i), scaling("space-" + i, 2), TAKEN);
            drop("intent-%s-%02d.json".formatted("x".repeat(240), i), scaling("long-" + i, 2), TAKEN);
            drop("intent-star*%d.json".formatted(i), scaling("star-" + i, 2), REFUSED);
        }
    }

    private void cutOff() throws IOException {
        for (int i = 0; i < 20; i++) {
            byte[] whole = scaling("cut-" + i, 2);
            drop("intent-cut-%d.json".formatted(i), java.util.Arrays.copyOf(whole, whole.length / 2), REFUSED);
        }
    }

    private void good() throws IOException {
        while (expected.size() < FILES) {
            int i = expected.size();
            drop("intent-%04d.json".formatted(i), scaling("good-" + i, 1 + i % 100), TAKEN);
        }
    }

    private void drop(String name, byte[] content, Set<IntentState> ends) throws IOException {
        if (name.getBytes(StandardCharsets.UTF_8).length > 255) {
            throw new IllegalArgumentException("name too long for a file system: " + name);
        }
        Path file = Files.write(folder.resolve(name), content);
        modified = modified.plusMillis(1);
        Files.setLastModifiedTime(file, FileTime.from(modified));
        expected.put(name, ends);
    }

    private static byte[] scaling(String target, int replicas) {
        return Intents.scaling().target("mixed", target).replicas(replicas).bytes();
    }
}
