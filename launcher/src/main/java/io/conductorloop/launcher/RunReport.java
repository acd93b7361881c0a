package io.conductorloop.launcher;

import java.util.Map;

/**
 * What ingest says about its run so far.
 *
 * @param startedAt tells one process's figures from those of the next
 * @param backlogDone the folder was looked through and nothing found is unfinished
 * @param found files
 * @param finished files by final state
 * @param stillBeingWritten files that were left alone because somebody writes them
 */
public record RunReport(
        String startedAt,
        boolean backlogDone,
        long found,
        long published,
        long inFlight,
        Map<String, Long> finished,
        long stillBeingWritten,
        long bytes,
        double throughputPerSecond,
        Latency acceptLatencyMs,
        Latency endToEndLatencyMs) {
    public RunReport {
        finished = Map.copyOf(finished);
    }

    /** Percentiles, milliseconds. */
    public record Latency(double p50, double p95, double p99, double max) {}
}
