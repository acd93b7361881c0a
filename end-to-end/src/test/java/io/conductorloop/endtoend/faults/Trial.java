package io.conductorloop.endtoend.faults;

import io.conductorloop.endtoend.FolderEvidence;
import io.conductorloop.endtoend.TopicReader;
import io.conductorloop.endtoend.Workload;
import io.conductorloop.testkit.Intents;
import io.conductorloop.testkit.promises.Evidence;
import io.conductorloop.testkit.promises.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One fault's run: intents of its own, the fault among them, and what is left when all have ended. */
final class Trial {

    final Bench bench;
    final Ground ground;
    final String mark;
    final Random random;

    private final Fault fault;
    private final long seed;
    private final int intents;
    private final Workload workload;
    private final Set<String> dropped = new HashSet<>();
    private final Duration time;
    private Watch watch;

    /**
     * A run of this fault.
     *
     * @param mark what names of its files and targets start with, its own among all
     */
    Trial(Bench bench, Ground ground, Fault fault, String mark, int intents) {
        this.bench = bench;
        this.ground = ground;
        this.fault = fault;
        this.mark = mark;
        this.intents = intents;
        seed = Long.getLong("conductor.test.seed", new Random().nextLong() & 0xFFFF_FFFFL);
        random = new Random(seed);
        // A limit against hanging, not a claim of speed: machines that do 200 intents a second have been seen.
        time = Duration.ofMinutes(4).plusMillis(6L * intents);
        Workload plain = new Workload(ground.handoff(), mark, random.nextLong());
        workload = fault.fillsTheDisk() ? plain.forADiskThatMayBeFull() : plain;
    }

    /** Lets the fault strike, waits for the end and looks whether the promises held. */
    void run() throws Exception {
        System.out.println("fault '" + fault.name() + "' begins, seed " + seed);
        try (TopicReader topics = new TopicReader(bench.broker.bootstrapServers(), "intent-" + mark)) {
            fault.prepare(this);
            Evidence evidence;
            long ended;
            long start = System.currentTimeMillis();
            try (Watch watching = new Watch(topics)) {
                watch = watching;
                Load load = new Load(workload, intents, watching::finished);
                load.start();
                fault.strike(this);
                ended = System.currentTimeMillis();
                dropped.addAll(load.finish());
                awaitFinished(dropped.size());
                FolderEvidence folder = new FolderEvidence(ground.handoff(), ground.packages(), mark);
                Awaitility.await("every file of '" + fault.name() + "' in its place, in " + ground.handoff())
                        .atMost(time)
                        .failFast(bench::lostNone)
                        .pollInterval(Duration.ofMillis(250))
                        .until(() -> folder.left().isEmpty());
            }
            long done = System.currentTimeMillis();
            topics.read();
            evidence = new FolderEvidence(ground.handoff(), ground.packages(), mark)
                    .with(dropped, topics.received, topics.outcomes);
            FaultReport.add(fault, seed, evidence, Recovery.of(topics.outcomeTimes, start, ended, done));
            for (Promise promise : fault.promises()) {
                promise.holdsFor(evidence);
            }
        } finally {
            fault.tidy();
        }
        clear();
    }

    /** Drops files before the load does. */
    void dropBefore(int count) throws IOException {
        workload.drop(count);
    }

    /** Counts a file that the fault dropped. */
    void droppedByFault(String name) {
        dropped.add(name);
    }

    /** What such a file may say. */
    byte[] validContent() {
        return Intents.scaling()
                .target(mark + "by-fault", "du-" + random.nextInt(50))
                .replicas(1 + random.nextInt(100))
                .bytes();
    }

    /** How many files have an outcome. */
    int finished() {
        return watch.finished();
    }

    /** Waits until so many files have an outcome. */
    void awaitFinished(int count) {
        Awaitility.await(count + " outcomes of '" + fault.name() + "', in " + ground.handoff())
                .atMost(time)
                .failFast(bench::lostNone)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> watch.finished() >= count);
    }

    /** Waits until some more have one; with the load still coming. */
    void awaitProgress(int more) {
        awaitFinished(finished() + more);
    }

    /** Waits for the fault's first moment: when between a twentieth and a quarter of the intents have ended. */
    void awaitMoment() {
        awaitFinished(intents / 20 + random.nextInt(intents / 5));
    }

    /** The fault's own time. */
    @SuppressWarnings("ThreadSleep") // what lasts is the fault
    void last(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }

    /** A part of the fault's own time, by chance. */
    void lastUpTo(Duration longest) throws InterruptedException {
        last(Duration.ofMillis(random.nextLong(longest.toMillis())));
    }

    /** As an operator tidies up: the folders stay of the size of one trial. */
    private void clear() throws IOException {
        for (String name : List.of("processed", "failed", "status")) {
            Path folder = ground.handoff().resolve(name);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }
}
