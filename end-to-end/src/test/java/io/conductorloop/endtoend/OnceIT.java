package io.conductorloop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./conductor-loop --once} as a user runs it, over everything that a folder may hold. */
class OnceIT {
    private static final int EXIT_OK = 0;
    private static final int EXIT_SOME_FAILED = 8;
    private static final int MINUTES = 4;
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS, factory = MemoryFolder.class)
    Path work;

    @Test
    void givesEveryFileOfAMixedFolderOneOutcomeAndAReason() throws Exception {
        // Given
        Path handoff = Files.createDirectory(work.resolve("handoff"));
        MixedFolder folder = MixedFolder.fill(handoff);

        // When
        int exit = runOnce(handoff, "first.log");

        // Then
        assertThat(exit).as("exit code, see %s", work).isEqualTo(EXIT_SOME_FAILED);
        Map<String, List<JsonNode>> statuses = statuses(handoff);
        assertThat(statuses.keySet())
                .containsExactlyInAnyOrderElementsOf(folder.expected().keySet());
        assertThat(statuses).allSatisfy((name, all) -> {
            assertThat(all).as("statuses of %s", name).hasSize(1);
            JsonNode status = all.getFirst();
            assertThat(folder.expected().get(name))
                    .as("%s: %s", name, status)
                    .contains(IntentState.valueOf(status.get("outcome").asString()));
            assertThat(status.get("message").asString()).as(name).isNotBlank();
        });
        assertThat(intentsIn(handoff)).isEmpty();
        assertThat(replicas("mixed", "swing-7")).isEqualTo(3);

        // And the second run finds nothing to do
        assertThat(runOnce(handoff, "second.log")).isEqualTo(EXIT_OK);
        assertThat(statuses(handoff)).hasSize(MixedFolder.FILES);
    }

    @Test
    void refusesEachMalformedIntentByTheRuleThatItBreaks() throws Exception {
        // Given
        Path handoff = Files.createDirectory(work.resolve("handoff"));
        List<Malformed.Document> documents = Malformed.inFiftyWays();
        assertThat(documents).hasSize(50);
        for (int i = 0; i < documents.size(); i++) {
            Files.write(
                    handoff.resolve("intent-" + i + ".json"), documents.get(i).bytes());
        }

        // When
        runOnce(handoff, "run.log");

        // Then
        Map<String, List<JsonNode>> statuses = statuses(handoff);
        for (int i = 0; i < documents.size(); i++) {
            JsonNode status = statuses.get("intent-" + i + ".json").getFirst();
            List<String> rules = new ArrayList<>();
            status.at("/error_details/reasons")
                    .forEach(reason -> rules.add(reason.get("rule").asString()));
            assertThat(rules)
                    .as("document %d: %s", i, status)
                    .contains(documents.get(i).rule());
        }
    }

    private int runOnce(Path handoff, String log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of("..", "conductor-loop")
                                .toAbsolutePath()
                                .normalize()
                                .toString(),
                        "--once",
                        "--handoff",
                        handoff.toString(),
                        "--out",
                        work.resolve("out").toString(),
                        "--data",
                        work.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve(log).toFile())
                .start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroy();
            process.waitFor();
            throw new AssertionError("not done in time, see " + work.resolve(log));
        }
        System.out.println(Files.readString(work.resolve(log)));
        return process.exitValue();
    }

    private int replicas(String namespace, String target) throws IOException {
        String found = "";
        try (Stream<Path> files = Files.walk(work.resolve("out").resolve(namespace + "--" + target))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found += Files.readString(file);
            }
        }
        return Integer.parseInt(found.replaceAll("(?s).*\\n {2}replicas: (\\d+).*", "$1"));
    }

    private static List<String> intentsIn(Path handoff) throws IOException {
        try (Stream<Path> files = Files.list(handoff)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("intent-"))
                    .toList();
        }
    }

    private static Map<String, List<JsonNode>> statuses(Path handoff) throws IOException {
        Map<String, List<JsonNode>> byName = new TreeMap<>();
        if (Files.notExists(handoff.resolve("status"))) {
            return byName;
        }
        try (Stream<Path> files = Files.list(handoff.resolve("status"))) {
            for (Path file : files.toList()) {
                JsonNode status = JSON.readTree(Files.readString(file));
                String name = Path.of(status.get("intent_file").asString())
                        .getFileName()
                        .toString();
                byName.computeIfAbsent(name, key -> new ArrayList<>()).add(status);
            }
        }
        return byName;
    }
}
