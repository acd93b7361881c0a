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
public final class Workload {
    private static final int TARGETS = 300;

    private final Path handoff;
    private final String mark;
    private final Random random;
    private final Set<String> dropped = new LinkedHashSet<>();

    Workload(Path handoff, long seed) {
        this(handoff, "", seed);
        System.out.println("workload seed " + seed);
    }

    /** @param mark what file names, after {@code intent-}, and namespaces start with */
    public Workload(Path handoff, String mark, long seed) {
        this.handoff = handoff;
        this.mark = mark;
        this.random = new Random(seed);
    }

    /** Drops {@code count} files: half written in place, half moved in; one in fifty is no valid intent. */
    public void drop(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            String name = nextName();
            byte[] content = nextContent();
            if (random.nextBoolean()) {
                Files.write(handoff.resolve(name), content);
            } else {
                Path hidden = Files.write(handoff.resolve(".writing-" + name), content);
                Files.move(hidden, handoff.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
            dropped.add(name);
        }
    }

    /** The name of the next file. */
    public String nextName() {
        return "intent-%s%06d.json".formatted(mark, dropped.size());
    }

    /** What the next file says. */
    public byte[] nextContent() {
        int target = random.nextInt(TARGETS);
        return Intents.scaling()
                .target(mark + "ns-" + target % 20, "du-" + target)
                .replicas(random.nextInt(50) == 0 ? 1000 : 1 + random.nextInt(3))
                .bytes();
    }

    /** Counts a file that somebody else dropped. */
    public void droppedAs(String name) {
        dropped.add(name);
    }

    /** The names of all files so far. */
    public Set<String> dropped() {
        return dropped;
    }
}
