package io.conductorloop.evaluation.ml.anomaly;

import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import io.conductorloop.evaluation.figures.Bar;
import io.conductorloop.evaluation.figures.LinePlot;
import io.conductorloop.ml.anomaly.RarityDetector;
import io.conductorloop.ml.anomaly.SeriesDetector;
import io.conductorloop.ml.anomaly.WindowedGaussianDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The Numenta Anomaly Benchmark, standard profile, every series streamed with the same setting. Beside the benchmark's own
 * rule, which takes the threshold from all series, each family is scored with the threshold of the other families.
 */
final class NabTask implements EvaluationTask {
    private static final Bar BAR = Bar.atLeast(52, 65);
    private static final int REST_SHARE = 5;

    @Override
    public String name() {
        return "nab";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<NabSeries> corpus = NabCorpus.read(data);
        NabScoring scoring = new NabScoring(NabScoring.STANDARD);
        List<double[]> plain = scores(corpus, series -> new WindowedGaussianDetector(6400, 150));
        List<double[]> ours = scores(corpus, series -> new RarityDetector(series.probation() / REST_SHARE));
        NabScoring.Result plainBest = scoring.best(corpus, plain);
        NabScoring.Result oursBest = scoring.best(corpus, ours);
        List<Score> table = new ArrayList<>();
        table.add(new Score(
                "NAB, " + corpus.size() + " series, one setting",
                "standard profile",
                plainBest.score(),
                "Gauss 39.6 RCF 51.7 HTM 70.1",
                oursBest.score(),
                100.0,
                BAR.text(oursBest.score()),
                Score.met(BAR.held(oursBest.score()))));
        for (String family :
                new TreeSet<>(corpus.stream().map(NabSeries::family).toList())) {
            Split split = Split.of(corpus, plain, family);
            if (split.windows == 0) {
                continue;
            }
            Split ourSplit = Split.of(corpus, ours, family);
            table.add(new Score(
                    "NAB, " + family + ", threshold of the others",
                    "standard profile",
                    split.unseen(scoring),
                    "–",
                    ourSplit.unseen(scoring),
                    100.0,
                    String.format(
                            Locale.ROOT,
                            "common threshold: %.1f",
                            scoring.at(oursBest.threshold(), ourSplit.own, ourSplit.ownScores)),
                    Score.Verdict.NONE));
        }
        plot(scoring, corpus, plain, ours, out);
        return table;
    }

    private static List<double[]> scores(List<NabSeries> corpus, Function<NabSeries, SeriesDetector> detectors) {
        List<double[]> scores = new ArrayList<>();
        for (NabSeries series : corpus) {
            SeriesDetector detector = detectors.apply(series);
            double[] score = new double[series.values().length];
            for (int row = 0; row < score.length; row++) {
                score[row] = detector.observe(series.times().get(row), series.values()[row]);
            }
            scores.add(score);
        }
        return scores;
    }

    private static void plot(
            NabScoring scoring, List<NabSeries> corpus, List<double[]> plain, List<double[]> ours, Path out)
            throws IOException {
        int steps = 60;
        double[] x = new double[steps];
        double[] plainY = new double[steps];
        double[] oursY = new double[steps];
        for (int i = 0; i < steps; i++) {
            x[i] = 0.7 + 0.3 * i / steps;
            plainY[i] = Math.max(-50, scoring.at(x[i], corpus, plain));
            oursY[i] = Math.max(-50, scoring.at(x[i], corpus, ours));
        }
        new LinePlot("NAB, standard profile", "threshold", "score (cut at -50)")
                .line("windowed Gaussian", x, plainY)
                .line("rarity", x, oursY)
                .write(out.resolve("nab"));
    }

    /** A family apart from the others. */
    private record Split(
            List<NabSeries> own,
            List<double[]> ownScores,
            List<NabSeries> others,
            List<double[]> otherScores,
            int windows) {

        static Split of(List<NabSeries> corpus, List<double[]> scores, String family) {
            Split split = new Split(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), 0);
            int windows = 0;
            for (int i = 0; i < corpus.size(); i++) {
                boolean own = corpus.get(i).family().equals(family);
                (own ? split.own : split.others).add(corpus.get(i));
                (own ? split.ownScores : split.otherScores).add(scores.get(i));
                windows += own ? corpus.get(i).windows().size() : 0;
            }
            return new Split(split.own, split.ownScores, split.others, split.otherScores, windows);
        }

        double unseen(NabScoring scoring) {
            return scoring.at(scoring.best(others, otherScores).threshold(), own, ownScores);
        }
    }
}
