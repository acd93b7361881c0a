package io.conductorloop.evaluation.ml.anomaly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line plot as SVG. */
final class SvgPlot {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 420;
    private static final int MARGIN = 50;
    private static final String[] COLOURS = {"#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf"};

    private final String title;
    private final String across;
    private final String up;
    private final List<Line> lines = new ArrayList<>();

    private record Line(String name, double[] x, double[] y) {}

    SvgPlot(String title, String across, String up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    SvgPlot line(String name, double[] x, double[] y) {
        lines.add(new Line(name, x.clone(), y.clone()));
        return this;
    }

    void write(Path file) throws IOException {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Line line : lines) {
            for (int i = 0; i < line.x.length; i++) {
                left = Math.min(left, line.x[i]);
                right = Math.max(right, line.x[i]);
                low = Math.min(low, line.y[i]);
                high = Math.max(high, line.y[i]);
            }
        }
        double perX = (WIDTH - 2 * MARGIN) / Math.max(right - left, 1e-12);
        double perY = (HEIGHT - 2 * MARGIN) / Math.max(high - low, 1e-12);
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                HEIGHT));
        text(svg, WIDTH / 2, 20, "middle", title);
        text(svg, WIDTH / 2, HEIGHT - 12, "middle", across + ": " + number(left) + " to " + number(right));
        text(svg, MARGIN, 38, "start", up + ": " + number(low) + " to " + number(high));
        for (int l = 0; l < lines.size(); l++) {
            Line line = lines.get(l);
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < line.x.length; i++) {
                points.append(String.format(
                        Locale.ROOT,
                        "%.1f,%.1f ",
                        MARGIN + (line.x[i] - left) * perX,
                        HEIGHT - MARGIN - (line.y[i] - low) * perY));
            }
            String colour = COLOURS[l % COLOURS.length];
            svg.append("<polyline fill=\"none\" stroke=\"")
                    .append(colour)
                    .append("\" points=\"")
                    .append(points)
                    .append("\"/>\n<g fill=\"")
                    .append(colour)
                    .append("\">");
            text(svg, WIDTH - MARGIN, 38 + 16 * l, "end", line.name);
            svg.append("</g>\n");
        }
        Files.writeString(file, svg.append("</svg>\n"));
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
