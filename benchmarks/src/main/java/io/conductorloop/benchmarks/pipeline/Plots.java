package io.conductorloop.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Latency over load, and throughput over workers, as SVG. */
final class Plots {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 420;
    private static final int LEFT = 80;
    private static final int BOTTOM = 60;
    private static final int TOP = 50;
    private static final int RIGHT = 150;
    private static final List<String> COLOURS = List.of("#1b6ca8", "#d1495b", "#66a182", "#8d96a3");

    private Plots() {}

    private record Point(double x, double y) {}

    private record Line(String name, List<Point> points) {}

    /** Writes those plots for which there are at least two loads. */
    static void write(List<Comparison> comparisons, Path folder) throws IOException {
        List<Comparison> latency = named(comparisons, "latency");
        if (latency.size() > 1) {
            ToDoubleFunction<Comparison> rate = each -> each.scenario().rate();
            List<Line> lines = List.of(
                    line(
                            "end to end, P50",
                            latency,
                            rate,
                            each -> each.ourMedian().endToEnd().p50()),
                    line(
                            "end to end, P99",
                            latency,
                            rate,
                            each -> each.ourMedian().endToEnd().p99()),
                    line(
                            "accept, P99",
                            latency,
                            rate,
                            each -> each.ourMedian().accept().p99()),
                    line(
                            "ceiling, P99",
                            latency,
                            rate,
                            each -> each.ceilingMedian().endToEnd().p99()));
            save(folder.resolve("latency.svg"), "Latency over load", "intents/s offered", "ms", lines);
        }
        List<Comparison> workers = named(comparisons, "workers");
        if (workers.size() > 1) {
            ToDoubleFunction<Comparison> count = each -> each.scenario().workers();
            List<Line> lines = List.of(
                    line("ours", workers, count, each -> each.ourMedian().perSecond()),
                    line("ceiling", workers, count, each -> each.ceilingMedian().perSecond()));
            save(folder.resolve("workers.svg"), "Throughput over workers", "workers", "intents/s", lines);
        }
    }

    private static List<Comparison> named(List<Comparison> comparisons, String name) {
        return comparisons.stream()
                .filter(each -> each.scenario().name().equals(name))
                .toList();
    }

    private static Line line(
            String name, List<Comparison> from, ToDoubleFunction<Comparison> x, ToDoubleFunction<Comparison> y) {
        return new Line(
                name,
                from.stream()
                        .map(each -> new Point(x.applyAsDouble(each), Math.max(0.1, y.applyAsDouble(each))))
                        .toList());
    }

    private static void save(Path file, String title, String xName, String yName, List<Line> lines) throws IOException {
        Files.writeString(file, svg(title, xName, yName, lines));
        System.out.println("plot: " + file);
    }

    // Both axes are logarithmic: loads and latencies go over several powers of ten.
    private static String svg(String title, String xName, String yName, List<Line> lines) {
        List<Point> all = new ArrayList<>();
        lines.forEach(line -> all.addAll(line.points));
        Axis x = Axis.over(all.stream().mapToDouble(Point::x).toArray(), LEFT, WIDTH - RIGHT);
        Axis y = Axis.over(all.stream().mapToDouble(Point::y).toArray(), HEIGHT - BOTTOM, TOP);
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='13'>"
                        .formatted(WIDTH, HEIGHT));
        add(svg, "<rect width='100%' height='100%' fill='white'/>");
        text(svg, WIDTH / 2.0 - RIGHT / 2.0, 25, "middle", title);
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 15, "middle", xName);
        text(svg, 12, TOP - 15, "start", yName);
        for (double tick : x.ticks()) {
            rule(svg, x.at(tick), TOP, x.at(tick), HEIGHT - BOTTOM);
            text(svg, x.at(tick), HEIGHT - BOTTOM + 18, "middle", number(tick));
        }
        for (double tick : y.ticks()) {
            rule(svg, LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
            text(svg, LEFT - 8, y.at(tick) + 4, "end", number(tick));
        }
        for (int i = 0; i < lines.size(); i++) {
            curve(svg, lines.get(i), x, y, COLOURS.get(i), TOP + 20 * i);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void curve(StringBuilder svg, Line line, Axis x, Axis y, String colour, double legend) {
        StringBuilder points = new StringBuilder();
        for (Point point : line.points) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x.at(point.x), y.at(point.y)));
            add(
                    svg,
                    String.format(
                            Locale.ROOT,
                            "<circle cx='%.1f' cy='%.1f' r='3.5' fill='%s'/>",
                            x.at(point.x),
                            y.at(point.y),
                            colour));
        }
        add(svg, "<polyline points='" + points + "' fill='none' stroke-width='2' stroke='" + colour + "'/>");
        text(svg, WIDTH - RIGHT + 30, legend + 4, "start", line.name);
        add(
                svg,
                String.format(
                        Locale.ROOT,
                        "<rect x='%d' y='%.1f' width='12' height='12' fill='%s'/>",
                        WIDTH - RIGHT + 12,
                        legend - 6,
                        colour));
    }

    private static void rule(StringBuilder svg, double x1, double y1, double x2, double y2) {
        add(
                svg,
                String.format(
                        Locale.ROOT,
                        "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='#dddddd'/>",
                        x1,
                        y1,
                        x2,
                        y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        add(svg, String.format(Locale.ROOT, "<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>", x, y, anchor, text));
    }

    private static void add(StringBuilder svg, String element) {
        svg.append(element).append('\n');
    }

    private static String number(double value) {
        return value >= 1 ? String.format(Locale.ROOT, "%,.0f", value) : Double.toString(value);
    }

    /** Powers of ten, each cut in 1, 2 and 5, from the least value to the greatest. */
    private record Axis(double least, double most, double from, double to) {
        static Axis over(double[] values, double from, double to) {
            double least = Double.MAX_VALUE;
            double most = 0;
            for (double value : values) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            return new Axis(least / 1.2, most * 1.2, from, to);
        }

        double at(double value) {
            return from + (to - from) * Math.log(value / least) / Math.log(most / least);
        }

        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            for (double power = 0.1; power <= most; power *= 10) {
                for (int step : new int[] {1, 2, 5}) {
                    double tick = Math.round(power * step * 10) / 10.0;
                    if (tick >= least && tick <= most) {
                        ticks.add(tick);
                    }
                }
            }
            return ticks;
        }
    }
}
