package io.conductorloop.evaluation.ml.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The scoring of the Numenta Anomaly Benchmark (Lavin and Ahmad, "Evaluating Real-time Anomaly Detection Algorithms",
 * ICMLA 2015; rules of its version 1.1): within a window the earliest alarm counts, at most 1, the less the later; every
 * alarm outside costs up to the profile's false-positive weight; a window without alarm costs 1. A detector that never
 * speaks has 0, a perfect one 100. One threshold holds for all series, chosen by the benchmark so that the profile's
 * score is best.
 */
final class NabScoring {
    /** Weight of a false alarm in the benchmark's standard profile. */
    static final double STANDARD = 0.11;

    private final double falsePositive;

    NabScoring(double falsePositive) {
        this.falsePositive = falsePositive;
    }

    /** A corpus' score with the threshold it was reached at. */
    record Result(double score, double threshold) {}

    private record Point(double score, double worth, int window) {}

    /** The score with the best threshold, as the benchmark defines it; scores[i] are those of series i. */
    Result best(List<NabSeries> corpus, List<double[]> scores) {
        Sweep sweep = new Sweep(corpus, scores);
        double best = sweep.total;
        double threshold = Double.POSITIVE_INFINITY;
        for (int i = 0; i < sweep.points.size(); ) {
            double level = sweep.points.get(i).score();
            while (i < sweep.points.size() && sweep.points.get(i).score() == level) {
                sweep.take(sweep.points.get(i++));
            }
            if (sweep.total > best) {
                best = sweep.total;
                threshold = level;
            }
        }
        return new Result(sweep.normalised(best), threshold);
    }

    /** The score when every row whose score is at least {@code threshold} is an alarm. */
    double at(double threshold, List<NabSeries> corpus, List<double[]> scores) {
        Sweep sweep = new Sweep(corpus, scores);
        for (Point point : sweep.points) {
            if (point.score() >= threshold) {
                sweep.take(point);
            }
        }
        return sweep.normalised(sweep.total);
    }

    /** What an alarm at a place relative to a window is worth: -1 at its left edge, 0 at its right edge. */
    static double worth(double place) {
        return place >= 3 ? -1 : 2 / (1 + Math.exp(5 * place)) - 1;
    }

    private final class Sweep {
        final List<Point> points = new ArrayList<>();
        private final double[] hits;
        double total;

        Sweep(List<NabSeries> corpus, List<double[]> scores) {
            int windows = 0;
            for (int i = 0; i < corpus.size(); i++) {
                windows += add(corpus.get(i), scores.get(i), windows);
            }
            points.sort(Comparator.comparingDouble(Point::score).reversed());
            hits = new double[windows];
            Arrays.fill(hits, -1);
            total = -windows;
        }

        private int add(NabSeries series, double[] scores, int firstWindow) {
            int next = 0;
            for (int row = 0; row < scores.length; row++) {
                while (next < series.windows().size()
                        && series.windows().get(next).last() < row) {
                    next++;
                }
                boolean inside = next < series.windows().size()
                        && series.windows().get(next).contains(row);
                if (row >= series.probation()) {
                    points.add(
                            inside
                                    ? new Point(
                                            scores[row], hit(series.windows().get(next), row), firstWindow + next)
                                    : new Point(scores[row], miss(series, next - 1, row), -1));
                }
            }
            return series.windows().size();
        }

        private double hit(NabSeries.Window window, int row) {
            return worth(-(window.last() - row + 1.0) / window.length()) / worth(-1);
        }

        private double miss(NabSeries series, int before, int row) {
            if (before < 0) {
                return -falsePositive;
            }
            NabSeries.Window window = series.windows().get(before);
            return falsePositive * worth((row - window.last()) / (window.length() - 1.0));
        }

        void take(Point point) {
            if (point.window() < 0) {
                total += point.worth();
            } else if (point.worth() > hits[point.window()]) {
                total += point.worth() - hits[point.window()];
                hits[point.window()] = point.worth();
            }
        }

        double normalised(double value) {
            return hits.length == 0 ? 100 : 100 * (value + hits.length) / (2 * hits.length);
        }
    }
}
