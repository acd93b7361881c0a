package io.conductorloop.endtoend;

import io.conductorloop.testkit.Intents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Intents for many targets with repeats and changes back and forth, dropped as people and tools drop them. */
public final class Workload {
    private static final int TARGETS = 300;
    private static final long PAUSE_NANOS = 50_000_000;

    private final Path handoff;
    private final String mark;
    private final Random random;
    private boolean diskMayBeFull;
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
            if (random.nextBoolean() && !diskMayBeFull) {
                Files.write(handoff.resolve(name), content);
            } else {
                moveIn(name, content);
            }
            dropped.add(name);
        }
    }

    private void moveIn(String name, byte[] content) throws IOException {
        while (true) {
            try {
                Path hidden = Files.write(handoff.resolve(".writing-" + name), content);
                Files.move(hidden, handoff.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (IOException e) {
                if (!diskMayBeFull) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Only moves files in, as half of one may be written where a disk is full, and writes what did not fit again. */
    public Workload forADiskThatMayBeFull() {
        diskMayBeFull = true;
        return this;
    }

    private String nextName() {
        return "intent-%s%06d.json".formatted(mark, dropped.size());
    }

    private byte[] nextContent() {
        int target = random.nextInt(TARGETS);
        return Intents.scaling()
                .target(mark + "ns-" + target % 20, "du-" + target)
                .replicas(random.nextInt(50) == 0 ? 1000 : 1 + random.nextInt(3))
                .bytes();
    }

    /** The names of all files so far. */
    public Set<String> dropped() {
        return dropped;
    }
}
