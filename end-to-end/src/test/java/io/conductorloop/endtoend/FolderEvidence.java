package io.conductorloop.endtoend;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Target;
import io.conductorloop.testkit.promises.Evidence;
import io.conductorloop.testkit.promises.Evidence.Effect;
import io.conductorloop.testkit.promises.Evidence.Received;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run left in the handoff folder and in the directory store. */
public final class FolderEvidence {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path handoff;
    private final Path packages;
    private final String mark;

    FolderEvidence(Path handoff, Path packages) {
        this(handoff, packages, "");
    }

    /** @param mark what the looked-for file names, after {@code intent-}, and namespaces start with */
    public FolderEvidence(Path handoff, Path packages, String mark) {
        this.handoff = handoff;
        this.packages = packages;
        this.mark = mark;
    }

    /** Names of intents still in the folder or claimed; files may come and go while this looks. */
    public Set<String> left() throws IOException {
        Set<String> left = new TreeSet<>();
        Set<Path> ended = Set.of(handoff.resolve("processed"), handoff.resolve("failed"), handoff.resolve("status"));
        Files.walkFileTree(handoff, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return ended.contains(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (name.contains("intent-" + mark) && name.endsWith(".json")) {
                    left.add(name);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return left;
    }

    /** Everything, together with what the topics say. */
    public Evidence with(Set<String> dropped, List<Received> received, List<IntentFinished> outcomes)
            throws IOException {
        return with(dropped, received, outcomes, effects());
    }

    /** The same with the effects of another store. */
    Evidence with(Set<String> dropped, List<Received> received, List<IntentFinished> outcomes, List<Effect> effects)
            throws IOException {
        return new Evidence(
                dropped,
                received,
                outcomes,
                effects,
                intentsIn(handoff.resolve("processed")),
                intentsIn(handoff.resolve("failed")),
                statuses(),
                left());
    }

    private List<Effect> effects() throws IOException {
        List<Effect> effects = new ArrayList<>();
        try (Stream<Path> logs = Files.list(packages.resolve(".revisions"))) {
            for (Path log : logs.filter(this::isRevisionLog).toList()) {
                for (String line : Files.readAllLines(log)) {
                    for (JsonNode intent : JSON.readTree(line).get("intents")) {
                        effects.add(new Effect(
                                IntentId.parse(intent.get("id").asString()),
                                Target.ofKey(intent.get("target").asString()),
                                intent.get("sequence").asLong()));
                    }
                }
            }
        }
        return effects;
    }

    private Map<String, List<String>> statuses() throws IOException {
        Map<String, List<String>> byName = new HashMap<>();
        try (Stream<Path> files = Files.list(handoff.resolve("status"))) {
            for (Path file : files.filter(this::isOurs).toList()) {
                String name = Path.of(JSON.readTree(Files.readString(file))
                                .get("intent_file")
                                .asString())
                        .getFileName()
                        .toString();
                byName.computeIfAbsent(name, key -> new ArrayList<>())
                        .add(file.getFileName().toString());
            }
        }
        return byName;
    }

    private boolean isRevisionLog(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(mark) && name.endsWith(".log");
    }

    private boolean isOurs(Path file) {
        return file.getFileName().toString().startsWith("intent-" + mark);
    }

    private Set<String> intentsIn(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(this::isOurs)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .collect(Collectors.toSet());
        }
    }
}
