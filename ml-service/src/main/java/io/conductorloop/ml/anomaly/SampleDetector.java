package io.conductorloop.ml.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Finds anomalies in samples of several features: smooths them, normalises them, asks a model what it cannot explain, and
 * lets a vote of the last samples decide. The threshold starts at the wanted quantile of the training errors and follows
 * the errors that came after by stochastic approximation (Robbins and Monro), so that the share of normal samples beyond it
 * stays what was asked for while conditions drift: quickly those no larger than the training's largest, which were normal
 * once, also while an alarm stands; slowly larger ones, and only outside alarms.
 */
public final class SampleDetector {
    /**
     * How a detector is set.
     *
     * @param smoothing samples in the running mean of each feature
     * @param forgetting share of the normalisation's past that a normal sample replaces
     * @param quantile of normal errors at the threshold, as 0.95
     * @param pace of the threshold: relative step per sample, 0 keeps it where training put it
     * @param vote samples in the vote
     * @param raise exceedances among them that raise an alarm
     * @param withdraw exceedances at which it ends
     */
    public record Settings(
            int smoothing, double forgetting, double quantile, double pace, int vote, int raise, int withdraw) {}

    private static final double WARM_UP = 0.25;
    private static final double CALIBRATING = 0.03;

    private final Settings settings;
    private final MovingMean mean;
    private final SampleScaler scaler;
    private final ErrorModel model;
    private final RunLengthVote vote;
    /** Of the training. */
    private final double largest;

    private double threshold;

    private SampleDetector(
            Settings settings,
            MovingMean mean,
            SampleScaler scaler,
            ErrorModel model,
            double threshold,
            double largest) {
        this.settings = settings;
        this.mean = mean;
        this.scaler = scaler;
        this.model = model;
        this.threshold = threshold;
        this.largest = largest;
        this.vote = new RunLengthVote(settings.vote(), settings.raise(), settings.withdraw());
    }

    /**
     * A detector that knows what is normal.
     *
     * @param normal samples without anomaly, in the order they came
     * @param trainer makes the model of the samples after smoothing and normalisation
     */
    public static SampleDetector trained(
            List<double[]> normal, Settings settings, Function<List<double[]>, ErrorModel> trainer) {
        int features = normal.getFirst().length;
        MovingMean mean = new MovingMean(settings.smoothing(), features);
        List<double[]> smooth = new ArrayList<>(normal.size());
        for (double[] sample : normal) {
            smooth.add(mean.next(sample));
        }
        SampleScaler scaler = new SampleScaler(features, settings.forgetting());
        int start = warmUp(settings, smooth.size());
        smooth.subList(0, start).forEach(scaler::learn);
        List<double[]> scaled = new ArrayList<>(smooth.size() - start);
        for (double[] sample : smooth.subList(start, smooth.size())) {
            scaled.add(scaler.scaled(sample));
            scaler.learn(sample);
        }
        ErrorModel model = trainer.apply(scaled);
        double[] errors = scaled.stream()
                .mapToDouble(sample -> error(model.residuals(sample)))
                .sorted()
                .toArray();
        double threshold = errors[(int) Math.min(errors.length - 1, settings.quantile() * errors.length)];
        return new SampleDetector(settings, mean, scaler, model, threshold, errors[errors.length - 1]);
    }

    private static int warmUp(Settings settings, int samples) {
        double memory = settings.forgetting() > 0 ? 1 / settings.forgetting() : samples;
        return (int) Math.max(1, Math.min(memory, WARM_UP * samples));
    }

    /** Takes the next sample, as long as those it was trained on; an alarm keeps it from following the sample's features. */
    public SampleVerdict observe(double[] sample) {
        return judge(sample, false);
    }

    /**
     * Takes a sample that is known to be normal, as after an inspection: judged first, then learnt from whatever the verdict
     * was, and at the faster pace (adaptive conformal inference, Gibbs and Candès, NeurIPS 2021).
     */
    public SampleVerdict calibrate(double[] sample) {
        return judge(sample, true);
    }

    private SampleVerdict judge(double[] sample, boolean normal) {
        double[] smooth = mean.next(sample);
        double[] residuals = model.residuals(scaler.scaled(smooth));
        double error = error(residuals);
        boolean exceeds = !(error <= threshold);
        boolean alarm = vote.cast(exceeds);
        SampleVerdict verdict = new SampleVerdict(error, threshold, alarm, shares(residuals, error));
        if (Double.isFinite(error)) {
            boolean harmless = normal || (settings.pace() > 0 && error <= largest);
            if (harmless || !alarm) {
                double pace = harmless ? Math.max(CALIBRATING, settings.pace()) : settings.pace();
                threshold *= Math.exp(pace * (exceeds ? settings.quantile() : settings.quantile() - 1));
            }
            if (settings.forgetting() > 0 && (normal || !alarm)) {
                scaler.learn(smooth);
            }
        }
        return verdict;
    }

    private static double error(double[] residuals) {
        double sum = 0;
        for (double residual : residuals) {
            sum += residual * residual;
        }
        return sum / residuals.length;
    }

    private static double[] shares(double[] residuals, double error) {
        double[] shares = new double[residuals.length];
        double whole = error * residuals.length;
        Arrays.setAll(shares, i -> whole > 0 ? residuals[i] * residuals[i] / whole : 1.0 / residuals.length);
        return shares;
    }
}
