package io.conductorloop.evaluation.ml.decision;

import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import io.conductorloop.evaluation.figures.LinePlot;
import io.conductorloop.evaluation.figures.Sample;
import io.conductorloop.evaluation.ml.decision.PriorityReplay.Waited;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What a step of priority should be worth before a slow store, and what an adviser could gain who changes that by the minute. The last
 * fifth of a trace is played into one repository, with so many revisions a minute that one minute in twenty brings more intents.
 */
final class PrioritiesTask implements EvaluationTask {
    private static final int SEEDS = 3;
    private static final int FEWEST = 1_000;
    private static final double KEPT_UP_WITH = 0.95;
    /** The executor's. */
    private static final double OURS = 2;
    /** Five a repository, as ADR 0013 has it; one for each target; and one for each intent, so that none share a revision. */
    private static final int[] PACKAGES = {5, 50, 0};

    @Override
    public String name() {
        return "priorities";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Score> table = new ArrayList<>();
        LinePlot plot = new LinePlot(
                "Lead for a step of priority: 0, 0.5, 1, 2, 4, 8 s, without end", "lead", "cost ÷ that of none");
        for (String trace : List.of("nasa", "worldcup98")) {
            double[] last;
            try {
                last = WebTrace.latest(data, trace, minutes -> minutes / 5, FEWEST);
            } catch (IOException unusable) {
                table.add(Score.missing(name() + ", " + trace, String.valueOf(unusable.getMessage())));
                continue;
            }
            double[] perMinute = scaled(last);
            for (int packages : PACKAGES) {
                String what = trace + ", " + (packages == 0 ? "each its own package" : packages + " packages");
                table.addAll(rows(what, perMinute, packages, plot));
            }
        }
        plot.write(out.resolve("priorities"));
        return table;
    }

    private static double[] scaled(double[] loads) {
        double[] sorted = Arrays.stream(loads).sorted().toArray();
        double busy = Math.max(1, sorted[(int) (KEPT_UP_WITH * sorted.length)]);
        double scale = UrgentArrivals.MINUTE / PriorityReplay.REVISION / busy;
        return Arrays.stream(loads).map(load -> load * scale).toArray();
    }

    private static List<Score> rows(String what, double[] perMinute, int packages, LinePlot plot) {
        List<PriorityReplay> replays = IntStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> new PriorityReplay(perMinute, packages, new SplittableRandom(seed)))
                .toList();
        List<List<Waited>> fixed = Arrays.stream(PriorityReplay.LEADS)
                .mapToObj(lead ->
                        replays.stream().map(replay -> replay.fixed(lead)).toList())
                .toList();
        double[] costs =
                fixed.stream().mapToDouble(some -> mean(some, Waited::cost)).toArray();
        plot.line(
                what,
                IntStream.range(0, costs.length).asDoubleStream().toArray(),
                Arrays.stream(costs).map(cost -> cost / costs[0]).toArray());
        int best = least(costs);
        double after = PriorityReplay.LEADS[best];
        List<Waited> byLoads =
                replays.stream().map(replay -> replay.knowingLoads(after)).toList();
        List<Waited> byIntents =
                replays.stream().map(replay -> replay.knowingIntents(after)).toList();
        List<Waited> ours = fixed.get(index(OURS));
        double ratio = mean(ours, Waited::cost) / costs[best];
        return List.of(
                new Score(
                        "priorities, " + what,
                        "cost " + sample(ours, Waited::cost).told(),
                        costs[0],
                        "–",
                        costs[index(OURS)],
                        costs[best],
                        String.format(Locale.ROOT, "÷best ≤1.05: %.3f; %s", ratio, told(fixed, Waited::cost)),
                        Score.met(ratio <= 1.05)),
                row(what, "weighted waiting, s", fixed, Waited::waiting),
                row(what, "priority 0 too late, %", fixed, waited -> 100 * waited.late()),
                new Score(
                        "priorities, " + what + ", by the minute",
                        "cost " + sample(byLoads, Waited::cost).told(),
                        costs[best],
                        "–",
                        mean(byLoads, Waited::cost),
                        mean(byIntents, Waited::cost),
                        String.format(
                                Locale.ROOT,
                                "÷best %.3f, ÷2 s %.3f",
                                mean(byLoads, Waited::cost) / costs[best],
                                mean(byLoads, Waited::cost) / costs[index(OURS)]),
                        Score.Verdict.NONE));
    }

    private static Score row(String what, String metric, List<List<Waited>> fixed, ToDoubleFunction<Waited> figure) {
        double[] means = fixed.stream().mapToDouble(some -> mean(some, figure)).toArray();
        return new Score(
                "priorities, " + what,
                metric,
                means[0],
                "–",
                means[index(OURS)],
                means[least(means)],
                told(fixed, figure),
                Score.Verdict.NONE);
    }

    /** By every lead, in their order. */
    private static String told(List<List<Waited>> fixed, ToDoubleFunction<Waited> figure) {
        return String.join(
                " ",
                fixed.stream()
                        .map(some -> String.format(Locale.ROOT, "%.3g", mean(some, figure)))
                        .toList());
    }

    private static Sample sample(List<Waited> runs, ToDoubleFunction<Waited> figure) {
        return new Sample(runs.stream().mapToDouble(figure).toArray());
    }

    private static double mean(List<Waited> runs, ToDoubleFunction<Waited> figure) {
        return sample(runs, figure).mean();
    }

    private static int index(double lead) {
        return Arrays.binarySearch(PriorityReplay.LEADS, lead);
    }

    private static int least(double[] figures) {
        double least = DoubleStream.of(figures).min().orElseThrow();
        return IntStream.range(0, figures.length)
                .filter(i -> figures[i] == least)
                .findFirst()
                .orElseThrow();
    }
}
