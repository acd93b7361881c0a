package io.conductorloop.launcher;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run's figures over all processes that took part: one that was started again counts from zero, but what its predecessor
 * finished stays finished.
 */
public final class RunTally {
    private final Map<String, Long> finishedBefore = new TreeMap<>();
    private @Nullable RunReport first;
    private @Nullable RunReport latest;
    private long bytesBefore;

    /** Takes the newest report in. */
    public void add(RunReport report) {
        RunReport last = latest;
        if (last != null && !last.startedAt().equals(report.startedAt())) {
            last.finished().forEach((state, count) -> finishedBefore.merge(state, count, Long::sum));
            bytesBefore += last.bytes();
        }
        first = first == null ? report : first;
        latest = report;
    }

    /** The newest report with the predecessors' work added; null before the first. Latencies are the newest process's own. */
    public @Nullable RunReport total() {
        RunReport last = latest;
        if (last == null) {
            return null;
        }
        Map<String, Long> finished = new TreeMap<>(finishedBefore);
        last.finished().forEach((state, count) -> finished.merge(state, count, Long::sum));
        long before =
                finishedBefore.values().stream().mapToLong(Long::longValue).sum();
        return new RunReport(
                last.startedAt(),
                last.backlogDone(),
                last.found() + before,
                last.published() + before,
                last.inFlight(),
                finished,
                last.stillBeingWritten(),
                last.bytes() + bytesBefore,
                last.throughputPerSecond(),
                last.acceptLatencyMs(),
                last.endToEndLatencyMs());
    }

    /** When the first process that took part was started. */
    public Instant firstStart() {
        if (first == null) {
            throw new IllegalStateException("no report yet");
        }
        return Instant.parse(first.startedAt());
    }
}
