package io.conductorloop.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code ./conductor-loop bench}: ours and the ceiling in turn, on one broker and one Redis. */
public final class Bench {
    private static final int WARM_UP_ROUNDS = 2;

    /** From here on the bytes themselves are what costs. */
    private static final int LARGE = 64 * 1024;

    private final BenchOptions options;
    private final Path work;
    private final List<Comparison> comparisons = new ArrayList<>();

    private Bench(BenchOptions options, Path work) {
        this.options = options;
        this.work = work;
    }

    static void main(String[] args) throws Exception {
        BenchOptions options;
        try {
            options = BenchOptions.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println("conductor-loop bench: " + e.getMessage());
            System.exit(2);
            return;
        }
        boolean kept;
        Path work = Files.createTempDirectory(Files.createDirectories(options.work()), "bench-");
        try {
            if (options.scenarios().getFirst().name().equals("porch")) {
                new PorchBench(options, work).run();
                kept = true;
            } else {
                kept = new Bench(options, work).run();
            }
        } finally {
            remove(work);
        }
        System.exit(kept ? 0 : 1);
    }

    /** Whether ours lost no intent and ended none twice. */
    private boolean run() throws IOException, InterruptedException {
        System.out.println(Report.machine());
        Map<Integer, List<Scenario>> byWorkers = new LinkedHashMap<>();
        options.scenarios()
                .forEach(each -> byWorkers
                        .computeIfAbsent(each.workers(), _ -> new ArrayList<>())
                        .add(each));
        for (Map.Entry<Integer, List<Scenario>> group : byWorkers.entrySet()) {
            runGroup(group.getKey(), group.getValue());
        }
        Report.write(comparisons, options);
        return comparisons.stream()
                .flatMap(comparison -> comparison.ours().stream())
                .allMatch(run -> run.lost() == 0 && run.doubled() == 0);
    }

    /** One start of everything for all loads that need the same settings. */
    private void runGroup(int workers, List<Scenario> scenarios) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("workers-" + workers));
        Map<String, String> properties = new LinkedHashMap<>(options.properties());
        if (workers > 0) {
            properties.put("conductor.executor.workers", Integer.toString(workers));
        }
        try (OurPipeline ours = OurPipeline.start(options.home(), folder, properties);
                CeilingPipeline ceiling = CeilingPipeline.start(ours, folder.resolve("ceiling"))) {
            TopicRecords topics = new TopicRecords(ours.kafka());
            for (Pipeline pipeline : List.of(ours, ceiling)) {
                topics.stampOnAppend(pipeline.received());
                topics.stampOnAppend(pipeline.accepted());
                topics.stampOnAppend(pipeline.outcomes());
            }
            Measurement measurement = new Measurement(topics, folder, new Profiles(options.profiles()));
            warmUp(measurement, ours, ceiling);
            for (Scenario scenario : scenarios) {
                comparisons.add(compare(measurement, ours, ceiling, scenario));
                System.out.println(Report.text(comparisons.getLast()));
            }
        }
    }

    private void warmUp(Measurement measurement, Pipeline ours, Pipeline ceiling)
            throws IOException, InterruptedException {
        Scenario load = new Scenario("warm-up", 1024, 0, options.warmUp(), 0);
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            Run warm = measurement.run(ours, load);
            Run yardstick = measurement.run(ceiling, load);
            System.out.printf(
                    "warm-up %d: ours %.0f/s, ceiling %.0f/s%n", i + 1, warm.perSecond(), yardstick.perSecond());
        }
    }

    private Comparison compare(Measurement measurement, Pipeline ours, Pipeline ceiling, Scenario scenario)
            throws IOException, InterruptedException {
        List<Run> our = new ArrayList<>();
        List<Run> theirs = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            our.add(measurement.run(ours, scenario));
            theirs.add(measurement.run(ceiling, scenario));
        }
        double limit = scenario.bytes() < LARGE ? 0 : OnceLimit.perSecond(work, scenario.bytes());
        return new Comparison(scenario, our, theirs, limit);
    }

    /** What cannot be removed must not hide why a run failed. */
    private static void remove(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            System.err.println("conductor-loop bench: " + folder + " is left behind: " + e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
