package io.conductorloop.evaluation.energy.power;

import io.conductorloop.energy.dvfs.CubicLaw;
import io.conductorloop.energy.dvfs.FrequencyChoice;
import io.conductorloop.energy.dvfs.FrequencyOptimiser;
import io.conductorloop.energy.dvfs.OperatingPoint;
import io.conductorloop.energy.dvfs.VoltageLevels;
import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import io.conductorloop.evaluation.figures.LinePlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A board measured at a few frequencies: each is left out in turn and its power predicted from the others; then
 * frequencies are chosen under latency targets and power budgets with one of them unmeasured, and judged by what was
 * measured.
 */
final class DvfsTask implements EvaluationTask {
    private static final Pattern RATE = Pattern.compile("\"(\\d+)\"\\s*:\\s*([\\d.]+)");
    private static final int STEPS = 25;
    /** Every how many megahertz a curve is drawn. */
    private static final int PLOTTED = 10;

    @Override
    public String name() {
        return "dvfs";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<OperatingPoint> points = points(data.resolve("rpi-dvfs"));
        if (points.size() < 4) {
            throw new IOException(data.resolve("rpi-dvfs") + ": expected 4 frequencies or more, found " + points);
        }
        List<Score> scores = new ArrayList<>();
        Worst between = new Worst();
        Worst beyond = new Worst();
        for (OperatingPoint held : points) {
            List<OperatingPoint> others = without(points, held);
            VoltageLevels levels = new VoltageLevels(others);
            boolean inside = levels.covers(held.megahertz());
            double ours = error(levels.watts(held.megahertz()), held);
            double cubic = error(new CubicLaw(others).watts(held.megahertz()), held);
            (inside ? between : beyond).add(ours, cubic);
            scores.add(new Score(
                    "dvfs: " + held.megahertz() + " MHz left out" + (inside ? "" : ", beyond those measured"),
                    "|power error|, %",
                    cubic,
                    "cubic law",
                    ours,
                    0.0,
                    Bound.atMost(3).text(ours),
                    Bound.atMost(3).verdict(ours)));
        }
        scores.add(between.score("worst between measured frequencies", Bound.atMost(3)));
        scores.add(beyond.score("worst beyond them (top is never chosen)", Bound.atMost(3)));
        scores.addAll(choices(points));
        plot(points, out);
        return scores;
    }

    private static List<Score> choices(List<OperatingPoint> points) {
        List<Integer> hardware = points.stream().map(OperatingPoint::megahertz).toList();
        Tally ours = new Tally();
        Tally cubic = new Tally();
        for (OperatingPoint held : points) {
            List<OperatingPoint> others = without(points, held);
            ours.judge(FrequencyOptimiser.measured(hardware, others), points);
            cubic.judge(FrequencyOptimiser.by(new CubicLaw(others), hardware, others), points);
        }
        Tally known = new Tally();
        known.judge(FrequencyOptimiser.measured(hardware, points), points);
        return List.of(
                row("constraints violated", (double) cubic.violated, ours.violated, Bound.atMost(0)),
                row("energy above brute force, mean %", cubic.meanExcess(), ours.meanExcess(), Bound.atMost(2)),
                row("energy above brute force, worst %", cubic.worstExcess, ours.worstExcess, null),
                row("targets declined though possible, %", cubic.declinedPercent(), ours.declinedPercent(), null),
                row("all measured: above brute force, %", null, known.worstExcess, Bound.atMost(0)));
    }

    private static Score row(String metric, @Nullable Double cubic, double ours, @Nullable Bound bound) {
        return new Score(
                "dvfs: choice by target and budget",
                metric,
                cubic,
                "cubic law",
                ours,
                0.0,
                bound == null ? "read beside the above" : bound.text(ours),
                bound == null ? Score.Verdict.NONE : bound.verdict(ours));
    }

    private static double error(double watts, OperatingPoint held) {
        return 100 * Math.abs(watts / held.watts() - 1);
    }

    private static List<OperatingPoint> without(List<OperatingPoint> points, OperatingPoint held) {
        return points.stream().filter(point -> !point.equals(held)).toList();
    }

    private static List<OperatingPoint> points(Path folder) throws IOException {
        List<OperatingPoint> points = new ArrayList<>();
        Path rates = folder.resolve("events_per_second.json");
        Matcher matcher = RATE.matcher(Files.readString(rates));
        while (matcher.find()) {
            Path file = folder.resolve(matcher.group(1) + ".csv");
            points.add(new OperatingPoint(
                    Integer.parseInt(matcher.group(1)), watts(file), Double.parseDouble(matcher.group(2))));
        }
        return points.stream()
                .sorted(Comparator.comparingInt(OperatingPoint::megahertz))
                .toList();
    }

    /** The mean of the file's third column, mW, as W. */
    private static double watts(Path file) throws IOException {
        List<String> rows = Files.readAllLines(file);
        double sum = 0;
        int count = 0;
        for (int i = 1; i < rows.size(); i++) {
            String[] cells = rows.get(i).split(",", -1);
            if (cells.length >= 3) {
                sum += Columns.figure(file, i + 1, cells[2]);
                count++;
            }
        }
        if (count == 0) {
            throw new IOException(file + ": expected time,frequency,power,…, found no row");
        }
        return sum / count / 1000;
    }

    private static void plot(List<OperatingPoint> points, Path out) throws IOException {
        int low = points.getFirst().megahertz();
        int high = points.getLast().megahertz();
        double[] x = new double[(high - low) / PLOTTED + 1];
        double[] levels = new double[x.length];
        double[] cubic = new double[x.length];
        VoltageLevels ours = new VoltageLevels(points);
        CubicLaw law = new CubicLaw(points);
        for (int i = 0; i < x.length; i++) {
            int megahertz = low + i * PLOTTED;
            x[i] = megahertz;
            levels[i] = ours.watts(megahertz);
            cubic[i] = law.watts(megahertz);
        }
        LinePlot plot = new LinePlot("Power over frequency", "MHz", "W");
        plot.line("voltage levels", x, levels);
        plot.line("cubic law", x, cubic);
        plot.points(
                "measured",
                points.stream().mapToDouble(OperatingPoint::megahertz).toArray(),
                points.stream().mapToDouble(OperatingPoint::watts).toArray());
        plot.write(out.resolve("dvfs"));
    }

    private static final class Worst {
        private double ours;
        private double cubic;

        void add(double ours, double cubic) {
            this.ours = Math.max(this.ours, ours);
            this.cubic = Math.max(this.cubic, cubic);
        }

        Score score(String what, Bound bound) {
            return new Score(
                    "dvfs: " + what,
                    "|power error|, %",
                    cubic,
                    "cubic law",
                    ours,
                    0.0,
                    bound.text(ours),
                    bound.verdict(ours));
        }
    }

    /** How choices over a grid of targets and budgets stand to the measured truth. */
    private static final class Tally {
        private int violated;
        private int declined;
        private int possible;
        private int compared;
        private double excess;
        private double worstExcess;

        void judge(FrequencyOptimiser optimiser, List<OperatingPoint> truth) {
            double slow = truth.getFirst().eventsPerSecond();
            double fast = truth.getLast().eventsPerSecond();
            double least = truth.getFirst().watts();
            double most = truth.getLast().watts();
            for (int i = 0; i < STEPS; i++) {
                for (int j = 0; j <= STEPS; j++) {
                    double rate = .9 * slow + (fast - .9 * slow) * i / STEPS;
                    judge(optimiser, truth, rate, least + (1.05 * most - least) * j / STEPS);
                }
            }
        }

        private void judge(FrequencyOptimiser optimiser, List<OperatingPoint> truth, double rate, double budget) {
            double events = 1000;
            Duration target = Duration.ofNanos((long) (events / rate * 1e9));
            double best = truth.stream()
                    .filter(point -> keeps(point, target, events, budget))
                    .mapToDouble(point -> point.watts() / point.eventsPerSecond())
                    .min()
                    .orElse(Double.NaN);
            possible += Double.isNaN(best) ? 0 : 1;
            switch (optimiser.optimise(target, events, budget)) {
                case FrequencyChoice.Impossible _ -> declined += Double.isNaN(best) ? 0 : 1;
                case FrequencyChoice.Run run -> {
                    OperatingPoint point = truth.stream()
                            .filter(candidate -> candidate.megahertz() == run.megahertz())
                            .findFirst()
                            .orElseThrow();
                    if (!keeps(point, target, events, budget)) {
                        violated++;
                    } else {
                        double above = 100 * (point.watts() / point.eventsPerSecond() / best - 1);
                        excess += above;
                        worstExcess = Math.max(worstExcess, above);
                        compared++;
                    }
                }
            }
        }

        private static boolean keeps(OperatingPoint point, Duration target, double events, double budget) {
            return events / point.eventsPerSecond() <= target.toNanos() / 1e9 && point.watts() <= budget;
        }

        double meanExcess() {
            return excess / Math.max(1, compared);
        }

        double declinedPercent() {
            return 100.0 * declined / Math.max(1, possible);
        }
    }
}
