package io.conductorloop.benchmarks.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A load.
 *
 * @param bytes of each intent
 * @param rate intents a second, open loop; 0: all at once, a backlog
 * @param intents in all
 * @param workers of the executor; 0: its default
 */
record Scenario(String name, int bytes, int rate, int intents, int workers) {
    private static final int KIB = 1024;
    private static final int[] LATENCY_RATES = {100, 1_000, 5_000, 10_000};
    private static final int[] WORKERS = {1, 2, 4, 8, 16, 32};

    private static final Map<String, Supplier<List<Scenario>>> BY_NAME = Map.of(
            "high-throughput", () -> List.of(paced("high-throughput", KIB, 10_000, 60)),
            "medium", () -> List.of(paced("medium", 64 * KIB, 5_000, 2)),
            "large", () -> List.of(paced("large", KIB * KIB, 1_000, 1)),
            "edge", () -> List.of(paced("edge", 100, 20_000, 15)),
            "backlog-1k", () -> List.of(backlog("backlog-1k", 1_000)),
            "backlog-10k", () -> List.of(backlog("backlog-10k", 10_000)),
            "backlog-50k", () -> List.of(backlog("backlog-50k", 50_000)),
            "porch", () -> List.of(paced("porch", 200, 1_000, 60)),
            "latency", Scenario::latency,
            "workers", Scenario::workerCounts);

    private static final List<String> ALL = List.of(
            "high-throughput",
            "medium",
            "large",
            "edge",
            "backlog-1k",
            "backlog-10k",
            "latency",
            "workers",
            "backlog-50k");

    /** Every name, in the order in which {@code all} runs them. */
    static List<String> names() {
        return ALL;
    }

    /** The loads of a name; empty when there is no such name. */
    static Optional<List<Scenario>> named(String name) {
        if (name.equals("all")) {
            List<Scenario> all = new ArrayList<>();
            ALL.forEach(each -> named(each).ifPresent(all::addAll));
            return Optional.of(all);
        }
        return Optional.ofNullable(BY_NAME.get(name)).map(Supplier::get);
    }

    boolean isBacklog() {
        return rate == 0;
    }

    /** The same load for so many seconds at its rate; a backlog stays as it is. */
    Scenario lasting(int seconds) {
        return isBacklog() ? this : new Scenario(name, bytes, rate, Math.multiplyExact(rate, seconds), workers);
    }

    private static List<Scenario> latency() {
        return IntStream.of(LATENCY_RATES)
                .mapToObj(rate -> paced("latency", KIB, rate, 15))
                .toList();
    }

    private static List<Scenario> workerCounts() {
        return IntStream.of(WORKERS)
                .mapToObj(workers -> new Scenario("workers", KIB, 0, 10_000, workers))
                .toList();
    }

    private static Scenario paced(String name, int bytes, int rate, int seconds) {
        return new Scenario(name, bytes, rate, rate * seconds, 0);
    }

    private static Scenario backlog(String name, int intents) {
        return new Scenario(name, KIB, 0, intents, 0);
    }
}
