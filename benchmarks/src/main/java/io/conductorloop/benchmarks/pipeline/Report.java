package io.conductorloop.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The figures as text, JSON and plots. */
final class Report {
    /** What a busy core draws, for estimates of energy: a server's 150 W over 16 cores, roughly. */
    static final double WATTS_PER_CORE = 10;

    private Report() {}

    static String machine() {
        return String.format(
                Locale.ROOT,
                "%d cores, JDK %s; load, broker, Redis and services share them",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version());
    }

    static String text(Comparison comparison) {
        Scenario scenario = comparison.scenario();
        Formatter text = new Formatter(Locale.ROOT);
        text.format(
                "%n%s: %d x %d bytes%s%s%n",
                scenario.name(),
                scenario.intents(),
                scenario.bytes(),
                scenario.isBacklog() ? ", all at once" : " at " + scenario.rate() + "/s",
                scenario.workers() == 0 ? "" : ", " + scenario.workers() + " workers");
        text.format(
                "%-8s %10s  %-40s %-40s %5s %5s%n",
                "",
                "intents/s",
                "accept ms p50/p90/p99/p99.9/max",
                "end to end ms p50/p90/p99/p99.9/max",
                "lost",
                "twice");
        comparison.ours().forEach(run -> run(text, run));
        comparison.ceiling().forEach(run -> run(text, run));
        Run median = comparison.ourMedian();
        hops(text, median);
        hops(text, comparison.ceilingMedian());
        text.format("outcomes %s; load late by at most %.1f ms%n", median.outcomes(), median.dropLag());
        processes(text, median);
        processes(text, comparison.ceilingMedian());
        projection(text, median);
        if (comparison.onceLimit() > 0) {
            text.format(
                    "reading, hashing, validating and writing the bytes once: %.0f/s; ours/limit: %.2f%n",
                    comparison.onceLimit(), median.perSecond() / comparison.onceLimit());
        }
        text.format("ours/ceiling: %.2f%n", comparison.ratio());
        return text.toString();
    }

    private static void run(Formatter text, Run run) {
        text.format(
                "%-8s %10.0f  %-40s %-40s %5d %5d%n",
                run.pipeline(),
                run.perSecond(),
                latency(run.accept()),
                latency(run.endToEnd()),
                run.lost(),
                run.doubled());
    }

    private static void hops(Formatter text, Run run) {
        text.format("%-8s then p50/p99 ms:", run.pipeline());
        run.hops().forEach((hop, latency) -> text.format("  %s %.0f/%.0f", hop, latency.p50(), latency.p99()));
        text.format("%n");
    }

    private static String latency(Run.Latency latency) {
        return String.format(
                Locale.ROOT,
                "%.1f / %.1f / %.1f / %.1f / %.1f",
                latency.p50(),
                latency.p90(),
                latency.p99(),
                latency.p999(),
                latency.max());
    }

    private static void processes(Formatter text, Run run) {
        text.format(
                "%-20s %12s %6s %8s %8s %10s %12s %12s%n",
                run.pipeline(),
                "CPU s/1,000",
                "cores",
                "RSS MiB",
                "PSS MiB",
                "live MiB",
                "alloc B/int.",
                "disk B/int.");
        run.processes()
                .forEach((name, use) -> text.format(
                        "  %-18s %12.3f %6.2f %8.0f %8.0f %10s %12s %12d%n",
                        name,
                        use.cpuPerThousand(),
                        use.cores(),
                        use.rssMib(),
                        use.pssMib(),
                        use.liveHeapMib() == 0 ? "-" : String.format(Locale.ROOT, "%.1f", use.liveHeapMib()),
                        use.allocatedPerIntent() == 0 ? "-" : Long.toString(use.allocatedPerIntent()),
                        use.writtenPerIntent()));
    }

    private static void projection(Formatter text, Run run) {
        double slowest = run.processes().entrySet().stream()
                .filter(each -> each.getKey().endsWith("-service"))
                .mapToDouble(each -> each.getValue().cpuPerThousand() / 1_000)
                .max()
                .orElse(0);
        text.format(
                "intents/J %.0f (estimated: %.0f W a busy core); projected: %.0f/s with 2 cores for the three services alone, %.0f/s with 2 cores for each%n",
                1 / (run.cpuPerIntent() * WATTS_PER_CORE), WATTS_PER_CORE, 2 / run.servicesCpuPerIntent(), 2 / slowest);
    }

    /** Writes what was asked for, and prints the last line. */
    static void write(List<Comparison> comparisons, BenchOptions options) throws IOException {
        Path json = options.json();
        if (json != null) {
            Files.write(
                    json,
                    JsonMapper.builder()
                            .build()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsBytes(Map.of(
                                    "machine",
                                    machine(),
                                    "wattsPerCore",
                                    WATTS_PER_CORE,
                                    "energy",
                                    "estimated",
                                    "comparisons",
                                    comparisons)));
            System.out.println("figures: " + json);
        }
        Path plots = options.plots();
        if (plots != null) {
            Files.createDirectories(plots);
            Plots.write(comparisons, plots);
        }
        System.out.printf(
                Locale.ROOT, "ours/ceiling: %.2f%n", comparisons.getLast().ratio());
    }
}
