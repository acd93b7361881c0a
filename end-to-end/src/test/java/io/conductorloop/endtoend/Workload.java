package io.conductorloop.endtoend;

import io.conductorloop.testkit.Intents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;

/** Intents for many targets with repeats and changes back and forth, dropped as people and tools drop them. */
final class Workload {
    private static final int TARGETS = 300;

    private final Path handoff;
    private final Random random;
    private final Set<String> dropped = new LinkedHashSet<>();

    Workload(Path handoff, long seed) {
        this.handoff = handoff;
        this.random = new Random(seed);
        System.out.println("workload seed " + seed);
    }

    /** Drops {@code count} files: half written in place, half moved in; one in fifty is no valid intent. */
    void drop(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            String name = "intent-%06d.json".formatted(dropped.size());
            int target = random.nextInt(TARGETS);
            byte[] content = Intents.scaling()
                    .target("ns-" + target % 20, "du-" + target)
                    .replicas(random.nextInt(50) == 0 ? 1000 : 1 + random.nextInt(3))
                    .bytes();
            if (random.nextBoolean()) {
                Files.write(handoff.resolve(name), content);
            } else {
                Path hidden = Files.write(handoff.resolve(".writing-" + name), content);
                Files.move(hidden, handoff.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
            dropped.add(name);
        }
    }

    /** The names of all files so far. */
    Set<String> dropped() {
        return dropped;
    }
}
