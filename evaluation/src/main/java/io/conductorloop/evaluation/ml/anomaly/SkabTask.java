package io.conductorloop.evaluation.ml.anomaly;

import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import io.conductorloop.evaluation.figures.Bar;
import io.conductorloop.evaluation.figures.LinePlot;
import io.conductorloop.evaluation.figures.Sample;
import io.conductorloop.evaluation.ml.anomaly.SkabData.Experiment;
import io.conductorloop.ml.anomaly.Autoencoder;
import io.conductorloop.ml.anomaly.ErrorModel;
import io.conductorloop.ml.anomaly.GaussianErrors;
import io.conductorloop.ml.anomaly.PrincipalErrors;
import io.conductorloop.ml.anomaly.SampleDetector;
import io.conductorloop.ml.anomaly.SteadyFeatures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The Skoltech Anomaly Benchmark, each group by itself: of each experiment the first 400 samples train, the rest is judged, all
 * experiments counted together. The six steadiest of eight sensors are chosen on the training samples.
 */
final class SkabTask implements EvaluationTask {
    static final int TRAINING = 400;
    static final int FEATURES = 6;
    static final int HIDDEN = 3;
    static final int EPOCHS = 40;
    static final double NOISE = 1;
    static final double QUANTILE = 0.95;
    private static final int SEEDS = 5;
    private static final Bar F1 = Bar.atLeast(0.74, 0.79);
    private static final Bar FALSE_ALARMS = Bar.atMost(15, 10.8);

    @Override
    public String name() {
        return "skab";
    }

    static SampleDetector.Settings settings(double quantile) {
        return new SampleDetector.Settings(5, 0.005, quantile, 0.005, 15, 7, 3);
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        List<Score> table = new ArrayList<>();
        for (Map.Entry<String, List<Experiment>> group : SkabData.read(data).entrySet()) {
            List<Experiment> judged = group.getValue().stream()
                    .filter(experiment -> experiment.samples().size() > TRAINING && experiment.hasAnomaly())
                    .toList();
            if (!judged.isEmpty()) {
                table.addAll(evaluate("SKAB " + group.getKey(), judged, out));
            }
        }
        return table;
    }

    private static List<Score> evaluate(String group, List<Experiment> experiments, Path out) throws IOException {
        Confusion gauss = judge(experiments, QUANTILE, samples -> new GaussianErrors());
        Confusion pca = judge(experiments, QUANTILE, samples -> PrincipalErrors.of(samples, HIDDEN));
        List<Confusion> runs = IntStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> judge(experiments, QUANTILE, autoencoder(seed)))
                .toList();
        Sample f1 = new Sample(runs.stream().mapToDouble(Confusion::f1).toArray());
        Sample alarms =
                new Sample(runs.stream().mapToDouble(Confusion::falseAlarmRate).toArray());
        plot(group, experiments, out);
        return List.of(
                new Score(
                        group + ", 6-3-6 against Gaussian",
                        "F1 " + f1.told(),
                        gauss.f1(),
                        "AE .39, Conv-AE .78",
                        f1.mean(),
                        1.0,
                        F1.text(f1.mean()),
                        Score.met(F1.held(f1.mean()))),
                new Score(
                        group + ", 6-3-6 against Gaussian",
                        "FAR % " + alarms.told(),
                        gauss.falseAlarmRate(),
                        "AE 2.6, Conv-AE 13.6",
                        alarms.mean(),
                        0.0,
                        FALSE_ALARMS.text(alarms.mean()),
                        Score.met(FALSE_ALARMS.held(alarms.mean()))),
                new Score(
                        group + ", 6-3-6 against PCA",
                        "F1",
                        pca.f1(),
                        "always positive .70",
                        f1.mean(),
                        1.0,
                        String.format(Locale.ROOT, "PCA's FAR: %.1f %%", pca.falseAlarmRate()),
                        Score.Verdict.NONE));
    }

    static Function<List<double[]>, ErrorModel> autoencoder(long seed) {
        return samples -> Autoencoder.trained(samples, EPOCHS, NOISE, new SplittableRandom(seed));
    }

    private static Confusion judge(
            List<Experiment> experiments, double quantile, Function<List<double[]>, ErrorModel> trainer) {
        Confusion confusion = new Confusion();
        for (Experiment experiment : experiments) {
            int[] chosen = SteadyFeatures.of(experiment.samples().subList(0, TRAINING), FEATURES);
            List<double[]> samples = experiment.features(chosen);
            SampleDetector detector = SampleDetector.trained(samples.subList(0, TRAINING), settings(quantile), trainer);
            for (int row = TRAINING; row < samples.size(); row++) {
                confusion.count(
                        detector.observe(samples.get(row)).alarm(), experiment.anomalous()[row]);
            }
        }
        return confusion;
    }

    private static void plot(String group, List<Experiment> experiments, Path out) throws IOException {
        double[] quantiles = {0.5, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995};
        double[][] encoder = new double[2][quantiles.length];
        double[][] gauss = new double[2][quantiles.length];
        for (int i = 0; i < quantiles.length; i++) {
            Confusion ours = judge(experiments, quantiles[i], autoencoder(1));
            Confusion plain = judge(experiments, quantiles[i], samples -> new GaussianErrors());
            encoder[0][i] = ours.falseAlarmRate();
            encoder[1][i] = ours.hitRate();
            gauss[0][i] = plain.falseAlarmRate();
            gauss[1][i] = plain.hitRate();
        }
        new LinePlot(group + ": ROC over the threshold's quantile", "false alarms, %", "hits, %")
                .line("6-3-6 autoencoder", encoder[0], encoder[1])
                .line("Gaussian", gauss[0], gauss[1])
                .write(out.resolve(group.toLowerCase(Locale.ROOT).replace(' ', '-')));
    }
}
