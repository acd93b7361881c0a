package io.conductorloop.energy.report;

import io.conductorloop.energy.report.PeriodReport.Slice;
import java.time.Duration;
import java.util.Locale;

/** A report as an SVG for a page: mean power over time, bars estimated in grey and measured in green. */
public final class ReportChart {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 240;
    private static final int MARGIN = 30;

    private ReportChart() {}

    public static String of(PeriodReport report) {
        double most = report.slices().stream()
                .mapToDouble(slice -> slice.mean().value())
                .max()
                .orElse(0);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">"
                        + "<title>Mean power, W, %s to %s</title>",
                WIDTH,
                HEIGHT,
                report.from(),
                report.to()));
        double period = Duration.between(report.from(), report.to()).toNanos();
        for (Slice slice : report.slices()) {
            double left = Duration.between(report.from(), slice.from()).toNanos() / period;
            double width = Duration.between(slice.from(), slice.to()).toNanos() / period;
            double height = most == 0 ? 0 : slice.mean().value() / most;
            svg.append(bar(slice, left, width, height));
        }
        return svg.append(String.format(
                        Locale.ROOT, "<text x=\"2\" y=\"%d\" font-size=\"12\">%.1f W</text></svg>", MARGIN - 8, most))
                .toString();
    }

    private static String bar(Slice slice, double left, double width, double height) {
        double across = WIDTH - 2.0 * MARGIN;
        double up = HEIGHT - 2.0 * MARGIN;
        String colour = switch (slice.basis()) {
            case MEASURED -> "#2e7d32";
            case ESTIMATED -> "#9e9e9e";
        };
        return String.format(
                Locale.ROOT,
                "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\"/>",
                MARGIN + left * across,
                MARGIN + (1 - height) * up,
                width * across,
                height * up,
                colour);
    }
}
