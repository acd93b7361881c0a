package io.conductorloop.evaluation.ml.anomaly;

import io.conductorloop.evaluation.EvaluationTask;
import io.conductorloop.evaluation.Score;
import io.conductorloop.evaluation.figures.Sample;
import io.conductorloop.ml.anomaly.SampleDetector;
import io.conductorloop.ml.anomaly.SampleVerdict;
import io.conductorloop.ml.anomaly.SteadyFeatures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * The autoencoder's threshold on normal samples it never saw: the last fifth of SKAB's anomaly-free experiment, once told
 * after each verdict that the sample was normal, once left alone; the baseline follows nothing.
 */
final class ThresholdTask implements EvaluationTask {
    private static final double TRAINING = 0.8;
    private static final int SEEDS = 5;

    @Override
    public String name() {
        return "threshold";
    }

    @Override
    public List<Score> evaluate(Path data, Path out) throws IOException {
        SkabData.Experiment normal = SkabData.read(data, "anomaly-free").getFirst();
        int training = (int) (TRAINING * normal.samples().size());
        if (training < SkabTask.TRAINING) {
            throw new IOException("skab: expected " + SkabTask.TRAINING + " samples to train on, found " + training);
        }
        int[] chosen = SteadyFeatures.of(normal.samples().subList(0, training), SkabTask.FEATURES);
        List<double[]> samples = normal.features(chosen);
        SampleDetector.Settings ours = SkabTask.settings(SkabTask.QUANTILE);
        SampleDetector.Settings frozen = new SampleDetector.Settings(
                ours.smoothing(), 0, ours.quantile(), 0, ours.vote(), ours.raise(), ours.withdraw());
        Sample still = sample(samples, training, frozen, SampleDetector::observe);
        Sample alone = sample(samples, training, ours, SampleDetector::observe);
        Sample told = sample(samples, training, ours, SampleDetector::calibrate);
        return List.of(row("told so", still, told), row("not told", still, alone));
    }

    private static Score row(String how, Sample still, Sample ours) {
        return new Score(
                "6-3-6 threshold, unseen normal, " + how,
                "exceeded % " + ours.told(),
                still.mean(),
                "5 by construction",
                ours.mean(),
                5.0,
                "4 to 6",
                Score.met(ours.mean() >= 4 && ours.mean() <= 6));
    }

    private static Sample sample(
            List<double[]> samples,
            int training,
            SampleDetector.Settings settings,
            BiFunction<SampleDetector, double[], SampleVerdict> way) {
        return new Sample(IntStream.rangeClosed(1, SEEDS)
                .mapToDouble(seed -> exceedances(samples, training, settings, seed, way))
                .toArray());
    }

    private static double exceedances(
            List<double[]> samples,
            int training,
            SampleDetector.Settings settings,
            long seed,
            BiFunction<SampleDetector, double[], SampleVerdict> way) {
        SampleDetector detector =
                SampleDetector.trained(samples.subList(0, training), settings, SkabTask.autoencoder(seed));
        List<double[]> unseen = samples.subList(training, samples.size());
        long beyond = unseen.stream()
                .filter(sample -> way.apply(detector, sample).exceeds())
                .count();
        return 100.0 * beyond / unseen.size();
    }
}
