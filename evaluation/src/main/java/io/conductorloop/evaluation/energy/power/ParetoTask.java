package io.conductorloop.evaluation.energy.power;

import io.conductorloop.energy.pareto.EvolvedFront;
import io.conductorloop.energy.pareto.Hypervolume;
import io.conductorloop.energy.pareto.ParetoFront;
import io.conductorloop.energy.pareto.Problem;
import io.conductorloop.energy.pareto.Solution;
import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import io.conductorloop.evaluation.figures.LinePlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Fronts whose true form is known: the test functions ZDT1 and ZDT2 (Zitzler, Deb, Thiele, 2000; 30 variables, reference
 * 1.1, 1.1), and instances so small that everything can be tried.
 */
final class ParetoTask implements EvaluationTask {
    private static final List<Double> REFERENCE = List.of(1.1, 1.1);
    private static final long SEED = 20000601;
    private static final int RUNS = 5;
    private static final int VARIABLES = 30;

    @Override
    public String name() {
        return "pareto";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Score> scores = new ArrayList<>();
        // 1.21 less the area under f2 = 1 - sqrt(f1) and under f2 = 1 - f1², between 0 and 1.
        scores.add(score("ZDT1", part -> 1 - Math.sqrt(part), 1.21 - 1.0 / 3, ".8767 (exact)", out));
        scores.add(score("ZDT2", part -> 1 - part * part, 1.21 - 2.0 / 3, ".5433 (exact)", out));
        scores.addAll(smallInstances());
        return scores;
    }

    private static Score score(String name, DoubleUnaryOperator front, double exact, String published, Path out)
            throws IOException {
        double worst = Double.POSITIVE_INFINITY;
        double random = 0;
        List<Solution<double[]>> found = List.of();
        for (int run = 0; run < RUNS; run++) {
            found = EvolvedFront.evolve(zdt(front), 100, 500, new Random(SEED + run));
            worst = Math.min(worst, volume(found));
            random += volume(guesses(zdt(front), 50_000, new Random(SEED + run))) / RUNS;
        }
        LinePlot plot = new LinePlot(name, "first objective", "second objective");
        double[] x = new double[101];
        double[] y = new double[101];
        for (int i = 0; i < x.length; i++) {
            x[i] = i / 100.0;
            y[i] = front.applyAsDouble(x[i]);
        }
        plot.line("true front", x, y);
        plot.points("found", costs(found, 0), costs(found, 1));
        plot.write(out.resolve("pareto-" + name));
        double share = 100 * worst / exact;
        return new Score(
                "pareto: " + name + ", worst of " + RUNS + " seeds",
                "hypervolume, % of exact",
                100 * random / exact,
                published,
                share,
                100.0,
                Bound.atLeast(99.5).text(share),
                Bound.atLeast(99.5).verdict(share));
    }

    private static double[] costs(List<Solution<double[]>> solutions, int objective) {
        return solutions.stream()
                .mapToDouble(solution -> solution.costs().get(objective))
                .toArray();
    }

    private static double volume(Collection<Solution<double[]>> solutions) {
        return Hypervolume.of(solutions.stream().map(Solution::costs).toList(), REFERENCE);
    }

    private static List<Solution<double[]>> guesses(Problem problem, int count, Random random) {
        List<Solution<double[]>> guesses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] choice = random.doubles(problem.variables()).toArray();
            guesses.add(new Solution<>(
                    choice, Arrays.stream(problem.costs(choice)).boxed().toList()));
        }
        return guesses;
    }

    private static Problem zdt(DoubleUnaryOperator front) {
        return new Problem() {
            @Override
            public int variables() {
                return VARIABLES;
            }

            @Override
            public double[] costs(double[] choice) {
                double sum = 0;
                for (int i = 1; i < choice.length; i++) {
                    sum += choice[i];
                }
                double g = 1 + 9 * sum / (choice.length - 1);
                return new double[] {choice[0], g * front.applyAsDouble(choice[0] / g)};
            }
        };
    }

    /** Frequencies, workers, sleep depths and hours of deferral of a made-up machine: 1,440 choices, four objectives. */
    private static List<Score> smallInstances() {
        int wrong = 0;
        double leastFound = 100;
        for (int run = 0; run < RUNS; run++) {
            SmallInstance instance = new SmallInstance(new Random(SEED + run));
            List<Solution<List<Integer>>> all = instance.all();
            Set<List<Double>> exact = new HashSet<>();
            for (Solution<List<Integer>> one : all) {
                if (all.stream().noneMatch(other -> other.dominates(one))) {
                    exact.add(one.costs());
                }
            }
            Set<List<Double>> ours = new HashSet<>();
            ParetoFront.of(all).forEach(solution -> ours.add(solution.costs()));
            wrong += ours.equals(exact) ? 0 : 1;
            Set<List<Double>> evolved = new HashSet<>();
            EvolvedFront.evolve(instance, 200, 200, new Random(SEED + run))
                    .forEach(solution -> evolved.add(solution.costs()));
            evolved.retainAll(exact);
            leastFound = Math.min(leastFound, 100.0 * evolved.size() / exact.size());
        }
        return List.of(
                new Score(
                        "pareto: small instances, tried in full",
                        "fronts that differ from brute force",
                        null,
                        "brute force",
                        (double) wrong,
                        0.0,
                        Bound.atMost(0).text(wrong),
                        Bound.atMost(0).verdict(wrong)),
                new Score(
                        "pareto: small instances, evolved, worst seed",
                        "% of the exact front found",
                        null,
                        "brute force",
                        leastFound,
                        100.0,
                        "tried in full where it can be",
                        Score.Verdict.NONE));
    }

    private static final class SmallInstance implements Problem {
        private static final int[] SIZES = {5, 12, 4, 6};

        private final double[] intensity;
        private final double staticWatts;

        SmallInstance(Random random) {
            intensity = random.doubles(SIZES[3], 50, 500).toArray();
            staticWatts = 20 + 40 * random.nextDouble();
        }

        List<Solution<List<Integer>>> all() {
            List<Solution<List<Integer>>> all = new ArrayList<>();
            for (int frequency = 0; frequency < SIZES[0]; frequency++) {
                for (int workers = 0; workers < SIZES[1]; workers++) {
                    for (int depth = 0; depth < SIZES[2]; depth++) {
                        for (int hours = 0; hours < SIZES[3]; hours++) {
                            int[] choice = {frequency, workers, depth, hours};
                            all.add(new Solution<>(
                                    Arrays.stream(choice).boxed().toList(),
                                    Arrays.stream(costs(choice)).boxed().toList()));
                        }
                    }
                }
            }
            return all;
        }

        @Override
        public int variables() {
            return SIZES.length;
        }

        @Override
        public double[] costs(double[] choice) {
            int[] index = new int[SIZES.length];
            Arrays.setAll(index, i -> Math.min(SIZES[i] - 1, (int) (choice[i] * SIZES[i])));
            return costs(index);
        }

        /** Latency in s, energy in Wh, carbon in g, money in machine hours. */
        private double[] costs(int[] choice) {
            double gigahertz = 1 + .5 * choice[0];
            int workers = 1 + choice[1];
            double rate = gigahertz * workers / (1 + .03 * workers * workers);
            double[] idleShare = {1, .8, .4, .1};
            double[] wake = {0, .001, .01, .1};
            double busyHours = 10 / rate;
            double watts = staticWatts + 4 * workers * gigahertz * gigahertz * gigahertz;
            double wattHours = busyHours * watts + Math.max(0, 24 - busyHours) * staticWatts * idleShare[choice[2]];
            double latency = 1 / rate + wake[choice[2]] + 3600 * choice[3];
            return new double[] {latency, wattHours, wattHours * intensity[choice[3]] / 1000, busyHours * workers};
        }
    }
}
