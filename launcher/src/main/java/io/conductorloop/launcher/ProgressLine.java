package io.conductorloop.launcher;

import java.util.Locale;
import java.util.Map;

/** One line about a run that goes on; never wider than a narrow terminal. */
public final class ProgressLine {
    private static final int BAR = 24;
    private static final int WIDTH = 79;

    private ProgressLine() {}

    /** With a bar, to be drawn over the line before. */
    public static String bar(RunReport report) {
        long done = RunSummary.total(report);
        // The folder is still being looked through while it is taken from, so the end moves until nothing new is found.
        int filled = report.found() == 0 ? 0 : (int) Math.min(BAR, BAR * done / report.found());
        return fit("[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] " + counts(report, done));
    }

    /** Without a bar, for a log. */
    public static String plain(RunReport report) {
        return fit(counts(report, RunSummary.total(report)));
    }

    private static String counts(RunReport report, long done) {
        StringBuilder line = new StringBuilder();
        line.append(done).append(" of ").append(report.found()).append(" done");
        line.append(String.format(Locale.ROOT, ", %.0f/s", report.throughputPerSecond()));
        for (Map.Entry<String, Long> entry : RunSummary.inOrder(report)) {
            line.append(", ")
                    .append(entry.getKey().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(entry.getValue());
        }
        return line.toString();
    }

    private static String fit(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
    }
}
