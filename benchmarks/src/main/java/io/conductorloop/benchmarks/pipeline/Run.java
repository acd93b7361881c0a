package io.conductorloop.benchmarks.pipeline;

import java.util.Map;

/**
 * What one run of a load showed.
 *
 * @param seconds from the first file due to the last file moved
 * @param perSecond intents that ended, by that time
 * @param accept from a file being due to its record being appended to the log, whole milliseconds by the broker's clock
 * @param endToEnd from a file being due to its being moved to where it ends, its status written
 * @param hops what each step took from there on, in their order: to the append of what it says, or the file's move; whole
 *     milliseconds
 * @param lost intents without an outcome or without a file at its end
 * @param doubled intents with two outcomes that differ
 * @param dropLag how late the load generator was, at most, milliseconds
 * @param processes by name
 */
record Run(
        String pipeline,
        Scenario scenario,
        double seconds,
        double perSecond,
        Latency accept,
        Latency endToEnd,
        Map<String, Latency> hops,
        int lost,
        int doubled,
        Map<String, Integer> outcomes,
        double dropLag,
        Map<String, Use> processes) {

    /** Milliseconds. */
    record Latency(double p50, double p90, double p99, double p999, double max) {}

    /**
     * What a process used.
     *
     * @param cpuPerThousand CPU seconds for a thousand intents
     * @param cores used on average over the run
     * @param rssMib at the end of the load
     * @param liveHeapMib after a full collection when the run was over; 0 where it does not tell
     * @param allocatedPerIntent bytes of garbage and all; 0 where it is not told
     * @param writtenPerIntent bytes
     */
    record Use(
            double cpuPerThousand,
            double cores,
            double rssMib,
            double pssMib,
            double liveHeapMib,
            long allocatedPerIntent,
            long writtenPerIntent) {}

    /** CPU seconds of the pipeline's own processes for an intent, without broker, Redis and load. */
    double servicesCpuPerIntent() {
        return processes.entrySet().stream()
                        .filter(each -> each.getKey().endsWith("-service")
                                || each.getKey().equals("ceiling"))
                        .mapToDouble(each -> each.getValue().cpuPerThousand())
                        .sum()
                / 1_000;
    }

    /** CPU seconds of everything for an intent, without the load. */
    double cpuPerIntent() {
        return processes.entrySet().stream()
                        .filter(each -> !each.getKey().equals(Measurement.LOAD))
                        .mapToDouble(each -> each.getValue().cpuPerThousand())
                        .sum()
                / 1_000;
    }
}
