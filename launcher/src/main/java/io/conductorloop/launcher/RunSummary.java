package io.conductorloop.launcher;

import io.conductorloop.contracts.IntentState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is said when a run over the backlog has ended. */
public final class RunSummary {
    private static final double MEBIBYTE = 1024 * 1024;

    private RunSummary() {}

    /**
     * The summary's lines.
     *
     * @param took from ingest's start to the last file's last move
     * @param handoff where the author looks for reasons
     */
    public static List<String> lines(RunReport report, Duration took, String handoff) {
        List<String> lines = new ArrayList<>();
        double seconds = Math.max(took.toMillis(), 1) / 1_000.0;
        long total = total(report);
        lines.add(String.format(
                Locale.ROOT,
                "%d %s in %.1f s: %.0f/s, %.2f MiB",
                total,
                total == 1 ? "intent" : "intents",
                seconds,
                total / seconds,
                report.bytes() / MEBIBYTE));
        for (Map.Entry<String, Long> entry : inOrder(report)) {
            lines.add(String.format(
                    Locale.ROOT, "  %-11s %8d%s", entry.getKey(), entry.getValue(), hint(entry.getKey(), handoff)));
        }
        if (total > 0) {
            lines.add("  ms               p50      p95      p99      max");
            lines.add(latency("durable", report.acceptLatencyMs()));
            lines.add(latency("finished", report.endToEndLatencyMs()));
        }
        if (report.stillBeingWritten() > 0) {
            lines.add(report.stillBeingWritten() + (report.stillBeingWritten() == 1 ? " file is" : " files are")
                    + " still being written and left for the next run");
        }
        return List.copyOf(lines);
    }

    /** What the run tells its caller: only intents of this run count. */
    public static ExitCode exitCode(RunReport report) {
        boolean failed = count(report, IntentState.REJECTED) + count(report, IntentState.FAILED) > 0;
        return failed ? ExitCode.INTENTS_FAILED : ExitCode.OK;
    }

    static long total(RunReport report) {
        return report.finished().values().stream().mapToLong(Long::longValue).sum();
    }

    /** The states that occurred, in their own order. */
    static List<Map.Entry<String, Long>> inOrder(RunReport report) {
        return Arrays.stream(IntentState.values())
                .filter(state -> count(report, state) > 0)
                .map(state -> Map.entry(state.name(), count(report, state)))
                .toList();
    }

    private static long count(RunReport report, IntentState state) {
        return report.finished().getOrDefault(state.name(), 0L);
    }

    private static String hint(String state, String handoff) {
        return switch (IntentState.valueOf(state)) {
            case REJECTED, FAILED -> "  reasons in " + handoff + "/status";
            default -> "";
        };
    }

    private static String latency(String name, RunReport.Latency latency) {
        return String.format(
                Locale.ROOT,
                "  %-10s %8.1f %8.1f %8.1f %8.1f",
                name,
                latency.p50(),
                latency.p95(),
                latency.p99(),
                latency.max());
    }
}
