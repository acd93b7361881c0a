package io.conductorloop.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./conductor-loop bench porch}: the same load over a Porch of the recorded latencies, coalesced and not; and lone intents
 * beside the calls that each of them needs.
 *
 * <p>A way that does not keep up is ended half a minute after the load has been over for as long as it took: what it would have taken is
 * arithmetic.
 */
final class PorchBench {
    private static final int TARGETS = 200;
    private static final int LONE = 8;
    private static final int WARM_UP = 3;
    private static final int EXTRA_SECONDS = 30;
    private static final long LARGEST_MICROS = 3_600_000_000L;
    private static final Duration LONE_PATIENCE = Duration.ofSeconds(60);

    private static final List<Way> WAYS = List.of(
            new Way("intents of a namespace share revisions", "namespace", TARGETS),
            // Each intent is for a target of its own, so that nothing can be coalesced.
            new Way("a revision for each intent", "target", Integer.MAX_VALUE));

    private final BenchOptions options;
    private final Path work;
    private int runs;

    PorchBench(BenchOptions options, Path work) {
        this.options = options;
        this.work = work;
    }

    private record Way(String name, String packagePer, int targets) {
        Map<String, String> properties(Map<String, String> asked) {
            Map<String, String> properties = new LinkedHashMap<>();
            properties.put("conductor.executor.package-per", packagePer);
            properties.putAll(asked);
            return properties;
        }
    }

    /**
     * Lone intents on an idle system.
     *
     * @param endToEnd from a file being due to its being at its end, mean, milliseconds
     * @param calls what the executor's calls to Porch took of that
     * @param callsEach how many they were
     */
    record Lone(int intents, double endToEnd, double calls, double callsEach) {
        double overhead() {
            return endToEnd / calls - 1;
        }
    }

    void run() throws IOException, InterruptedException {
        System.out.println(Report.machine());
        Scenario load = options.scenarios().getFirst();
        List<PorchRun> ended = new ArrayList<>();
        Lone lone = null;
        for (Way way : WAYS) {
            Path folder = Files.createDirectories(work.resolve("way-" + ended.size()));
            try (OurPipeline ours =
                            OurPipeline.start(options.home(), folder, way.properties(options.properties()), true);
                    PorchFigures figures = new PorchFigures(ours.porch(), ours.executor())) {
                if (lone == null) {
                    lone = lone(ours, figures, folder);
                    System.out.println(text(lone));
                }
                ended.add(under(load, way, ours, figures, folder));
                System.out.println(text(ended.getLast()));
            }
        }
        Path json = options.json();
        if (json != null) {
            Files.write(
                    json,
                    JsonMapper.builder()
                            .build()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsBytes(Map.of(
                                    "machine",
                                    Report.machine(),
                                    "lone",
                                    lone == null ? Map.of() : lone,
                                    "runs",
                                    ended)));
            System.out.println("figures: " + json);
        }
    }

    private Lone lone(OurPipeline ours, PorchFigures figures, Path folder) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            one(ours, folder);
        }
        PorchFigures.Calls before = figures.calls();
        double millis = 0;
        for (int i = 0; i < LONE; i++) {
            millis += one(ours, folder);
        }
        PorchFigures.Calls calls = figures.calls().since(before);
        return new Lone(LONE, millis / LONE, calls.seconds() * 1_000 / LONE, calls.count() / LONE);
    }

    private double one(OurPipeline ours, Path folder) throws IOException, InterruptedException {
        int run = ++runs;
        StagedFiles file = StagedFiles.write(folder.resolve("staged-" + run), ours.handoff(), run, 1, 200, TARGETS);
        try (FinishedFiles finished = FinishedFiles.in(ours.ends(), run, 1)) {
            long begin = System.nanoTime();
            file.drop(0);
            if (!finished.await(LONE_PATIENCE)) {
                throw new IllegalStateException("a lone intent has not ended in " + LONE_PATIENCE);
            }
            return (finished.times()[0] - begin) / 1e6;
        }
    }

    private PorchRun under(Scenario load, Way way, OurPipeline ours, PorchFigures figures, Path folder)
            throws IOException, InterruptedException {
        int run = ++runs;
        PorchFigures.Published before = figures.published();
        StagedFiles files = StagedFiles.write(
                folder.resolve("staged-" + run), ours.handoff(), run, load.intents(), load.bytes(), way.targets());
        try (FinishedFiles finished = FinishedFiles.in(ours.ends(), run, load.intents())) {
            long begin = System.nanoTime();
            OpenLoad.run(load.intents(), load.rate(), begin, files::drop);
            int lag = (int) finished.missing();
            Duration patience = Duration.ofSeconds(load.intents() / Math.max(1, load.rate()) + EXTRA_SECONDS);
            boolean _ = finished.await(patience);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Histogram micros = new Histogram(LARGEST_MICROS, 3);
            long last = begin;
            for (int i = 0; i < load.intents(); i++) {
                long at = finished.times()[i];
                if (at != 0) {
                    last = Math.max(last, at);
                    micros.recordValue(
                            Math.clamp((at - OpenLoad.dueAt(i, load.rate(), begin)) / 1_000, 0, LARGEST_MICROS));
                }
            }
            int ended = load.intents() - (int) finished.missing();
            PorchFigures.Published published = figures.published();
            files.clear();
            return new PorchRun(
                    way.name(),
                    Math.min(way.targets(), load.intents()),
                    load.rate(),
                    load.intents(),
                    finished.missing() == 0 ? (last - begin) / 1e9 : seconds,
                    ended,
                    lag,
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    micros.getMaxValue() / 1e3,
                    published.revisions() - before.revisions(),
                    published.intents() - before.intents(),
                    published.packages());
        }
    }

    private static String text(Lone lone) {
        return String.format(
                Locale.ROOT,
                "%nlone intents: %d, end to end %.0f ms, of that %.0f ms in %.1f calls to Porch; beside them %.1f %%",
                lone.intents(),
                lone.endToEnd(),
                lone.calls(),
                lone.callsEach(),
                100 * lone.overhead());
    }

    private static String text(PorchRun run) {
        return String.format(
                Locale.ROOT,
                "%n%s: %d intents at %d/s, %d targets, packages %s%n"
                        + "  ended %d in %.1f s (%.1f/s), open when the load was over %d%n"
                        + "  end to end ms p50/p99/max of those that ended: %.0f / %.0f / %.0f%n"
                        + "  revisions %d, intents answered by each %.1f, intents in each %.1f",
                run.way(),
                run.intents(),
                run.rate(),
                run.targets(),
                run.packagesPerRepository(),
                run.ended(),
                run.seconds(),
                run.endedPerSecond(),
                run.loadLag(),
                run.p50(),
                run.p99(),
                run.max(),
                run.revisions(),
                run.intentsPerRevision(),
                run.revisions() == 0 ? 0 : (double) run.effected() / run.revisions());
    }
}
