package io.conductorloop.benchmarks.pipeline;

import io.conductorloop.benchmarks.pipeline.Run.Latency;
import io.conductorloop.benchmarks.pipeline.Run.Use;
import io.conductorloop.contracts.RecordHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.apache.kafka.common.TopicPartition;

/** Puts a load on a pipeline and measures. */
final class Measurement {
    /** The load generator among the processes. */
    static final String LOAD = "load";

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration SETTLE = Duration.ofMillis(300);
    private static final long LARGEST_MICROS = 600_000_000L;
    private static final Pattern OUTCOME = Pattern.compile("\"(EXECUTED|DUPLICATE|SUPERSEDED|REJECTED|FAILED)\"");
    private static final long NANOS_IN_MILLI = 1_000_000;
    private static final double MIB = 1024 * 1024;

    private final TopicRecords topics;
    private final Path work;
    private final Profiles profiles;
    private int runs;

    Measurement(TopicRecords topics, Path work, Profiles profiles) {
        this.topics = topics;
        this.profiles = profiles;
        this.work = work;
    }

    /** Runs the load once, and in the end asks for the live heaps, which stops each service for a moment. */
    Run run(Pipeline pipeline, Scenario scenario) throws IOException, InterruptedException {
        int run = ++runs % 1_000;
        StagedFiles files = StagedFiles.write(
                work.resolve("staged-" + run), pipeline.handoff(), run, scenario.intents(), scenario.bytes());
        Map<TopicPartition, Long> received = topics.end(pipeline.received());
        Map<TopicPartition, Long> accepted = topics.end(pipeline.accepted());
        Map<TopicPartition, Long> outcomes = topics.end(pipeline.outcomes());
        try (FinishedFiles finished = FinishedFiles.in(pipeline.ends(), run, scenario.intents())) {
            Thread.sleep(SETTLE);
            Map<String, Long> pids = new LinkedHashMap<>(pipeline.pids());
            pids.put(LOAD, ProcessHandle.current().pid());
            profiles.start(pids);
            Map<String, Long> allocated = pipeline.allocated();
            Map<String, ProcessFigures> before = figures(pids);
            long[] lag = new long[1];
            long begin = System.nanoTime();
            long beginMillis = System.currentTimeMillis();
            OpenLoad.run(scenario.intents(), scenario.rate(), begin, i -> {
                files.drop(i);
                lag[0] = Math.max(lag[0], System.nanoTime() - OpenLoad.dueAt(i, scenario.rate(), begin));
            });
            Map<String, ProcessFigures> loaded = figures(pids);
            boolean _ = finished.await(PATIENCE);
            Map<String, ProcessFigures> after = figures(pids);
            Map<String, Long> allocatedAfter = pipeline.allocated();
            profiles.stop(pids, pipeline.name() + "-" + scenario.name());
            files.clear();
            Times times = times(finished, scenario, begin);
            Tally tally = tally(outcomes, run, scenario.intents());
            long[] due = millis(
                    scenario.intents(), i -> beginMillis + OpenLoad.dueAt(i, scenario.rate(), 0) / NANOS_IN_MILLI);
            long[] durable = appended(received, run, scenario.intents());
            long[] judged = appended(accepted, run, scenario.intents());
            long[] moved = millis(
                    scenario.intents(),
                    i -> times.at[i] == 0 ? 0 : beginMillis + (times.at[i] - begin) / NANOS_IN_MILLI);
            Map<String, Latency> hops = new LinkedHashMap<>();
            hops.put("validate", between(durable, judged));
            hops.put("execute", between(judged, tally.at));
            hops.put("finish", between(tally.at, moved));
            int ended = scenario.intents() - (int) finished.missing();
            Run figures = new Run(
                    pipeline.name(),
                    scenario,
                    times.seconds,
                    ended / times.seconds,
                    between(due, durable),
                    latency(times.histogram),
                    hops,
                    Math.max((int) finished.missing(), scenario.intents() - tally.ended),
                    tally.doubled,
                    tally.outcomes,
                    lag[0] / 1e6,
                    uses(pids, before, loaded, after, allocated, allocatedAfter, times.seconds, Math.max(1, ended)));
            rotate(pipeline);
            return figures;
        }
    }

    /** Removes what a run has left, as its owner would: the disk must last for all runs. */
    private static void rotate(Pipeline pipeline) throws IOException {
        List<Path> folders = new ArrayList<>(pipeline.ends());
        folders.add(pipeline.handoff().resolve("status"));
        for (Path folder : folders) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "intent-*")) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        }
    }

    /** @param at as {@link FinishedFiles#times} */
    private record Times(double seconds, long[] at, Histogram histogram) {}

    private static Times times(FinishedFiles finished, Scenario scenario, long begin) {
        Histogram histogram = new Histogram(LARGEST_MICROS, 3);
        long last = begin + 1;
        long[] at = finished.times();
        for (int i = 0; i < at.length; i++) {
            if (at[i] != 0) {
                last = Math.max(last, at[i]);
                long micros = (at[i] - OpenLoad.dueAt(i, scenario.rate(), begin)) / 1_000;
                histogram.recordValue(Math.clamp(micros, 0, LARGEST_MICROS));
            }
        }
        return new Times((last - begin) / 1e9, at, histogram);
    }

    private static long[] millis(int count, IntToLongFunction when) {
        long[] at = new long[count];
        Arrays.setAll(at, when);
        return at;
    }

    /** When each intent was first appended, milliseconds since the epoch; 0: never. */
    private long[] appended(Map<TopicPartition, Long> from, int run, int count) {
        long[] at = new long[count];
        topics.since(from, record -> {
            int index = StagedFiles.index(run, TopicRecords.header(record, RecordHeaders.SUBJECT));
            if (index >= 0 && at[index] == 0) {
                at[index] = record.timestamp();
            }
        });
        return at;
    }

    /** From one moment to the next, of the intents that have both; milliseconds since the epoch. */
    private static Latency between(long[] from, long[] to) {
        Histogram histogram = new Histogram(LARGEST_MICROS, 3);
        for (int i = 0; i < from.length; i++) {
            if (from[i] != 0 && to[i] != 0) {
                histogram.recordValue(Math.clamp((to[i] - from[i]) * 1_000, 0, LARGEST_MICROS));
            }
        }
        return latency(histogram);
    }

    private static Latency latency(Histogram micros) {
        return new Latency(
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(90) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getValueAtPercentile(99.9) / 1e3,
                micros.getMaxValue() / 1e3);
    }

    /** @param at when each intent's first outcome was appended, milliseconds since the epoch; 0: never */
    private record Tally(int ended, int doubled, Map<String, Integer> outcomes, long[] at) {}

    private Tally tally(Map<TopicPartition, Long> from, int run, int count) {
        String[] ends = new String[count];
        long[] at = new long[count];
        int[] doubled = new int[1];
        topics.since(from, record -> {
            int index = StagedFiles.index(run, TopicRecords.header(record, RecordHeaders.SUBJECT));
            if (index >= 0 && record.value() != null) {
                Matcher outcome = OUTCOME.matcher(new String(record.value(), StandardCharsets.UTF_8));
                String end = outcome.find() ? outcome.group(1) : "?";
                if (ends[index] == null) {
                    at[index] = record.timestamp();
                } else if (!ends[index].equals(end)) {
                    doubled[0]++;
                }
                ends[index] = end;
            }
        });
        Map<String, Integer> outcomes = new TreeMap<>();
        int ended = 0;
        for (String end : ends) {
            if (end != null) {
                ended++;
                outcomes.merge(end, 1, Integer::sum);
            }
        }
        return new Tally(ended, doubled[0], outcomes, at);
    }

    private static Map<String, ProcessFigures> figures(Map<String, Long> pids) {
        Map<String, ProcessFigures> figures = new HashMap<>();
        pids.forEach((name, pid) -> figures.put(name, ProcessFigures.of(pid)));
        return figures;
    }

    private static Map<String, Use> uses(
            Map<String, Long> pids,
            Map<String, ProcessFigures> before,
            Map<String, ProcessFigures> loaded,
            Map<String, ProcessFigures> after,
            Map<String, Long> allocated,
            Map<String, Long> allocatedAfter,
            double seconds,
            int intents) {
        Map<String, Use> uses = new LinkedHashMap<>();
        pids.forEach((name, pid) -> {
            ProcessFigures one = before.getOrDefault(name, new ProcessFigures(0, 0, 0, 0));
            ProcessFigures other = after.getOrDefault(name, one);
            ProcessFigures full = loaded.getOrDefault(name, other);
            double cpu = other.cpuSeconds() - one.cpuSeconds();
            boolean service = name.endsWith("-service");
            uses.put(
                    name,
                    new Use(
                            cpu * 1_000 / intents,
                            cpu / seconds,
                            Math.max(full.rssKib(), other.rssKib()) / 1024.0,
                            Math.max(full.pssKib(), other.pssKib()) / 1024.0,
                            service ? ProcessFigures.liveHeap(pid) / MIB : 0,
                            (allocatedAfter.getOrDefault(name, 0L) - allocated.getOrDefault(name, 0L)) / intents,
                            (other.writtenBytes() - one.writtenBytes()) / intents));
        });
        return uses;
    }
}
