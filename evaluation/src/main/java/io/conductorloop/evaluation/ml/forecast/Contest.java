package io.conductorloop.evaluation.ml.forecast;

import io.conductorloop.ml.dl4j.SameDiffEncoderTraining;
import io.conductorloop.ml.forecast.CalibratedForecaster;
import io.conductorloop.ml.forecast.EncoderTraining.Example;
import io.conductorloop.ml.forecast.EncoderTraining.Plan;
import io.conductorloop.ml.forecast.EncoderWeights;
import io.conductorloop.ml.forecast.GuardedForecaster;
import io.conductorloop.ml.forecast.LiveRegression;
import io.conductorloop.ml.forecast.LoadExamples;
import io.conductorloop.ml.forecast.QuantileForecaster;
import io.conductorloop.ml.forecast.TransformerForecaster;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The transformer against the live regression on one trace: trained on the rows before the validation, chosen on the
 * validation, seen on the test.
 *
 * @param weights what was trained; null where there were too few rows to train on
 * @param regressionError mean absolute error of the live regression on the validation
 * @param transformerError the same of the transformer under its guard; no number without weights
 */
record Contest(Trace trace, @Nullable EncoderWeights weights, double regressionError, double transformerError) {
    static final long SEED = 7;
    private static final int EXAMPLES = 12_000;
    private static final int STEPS = 200;
    private static final int BATCH = 256;
    private static final double LEARNING_RATE = 0.005;

    /** Traces are trained on once in a run, as several tasks ask for them. */
    private static final Map<String, Contest> HELD = new ConcurrentHashMap<>();

    static Contest of(Trace trace) {
        return HELD.computeIfAbsent(trace.name() + " " + trace.loads().length, key -> hold(trace));
    }

    private static Contest hold(Trace trace) {
        List<Example> examples = LoadExamples.of(trace.cadence(), trace.loads(), trace.validationFrom(), EXAMPLES);
        EncoderWeights weights = examples.size() < BATCH
                ? null
                : new SameDiffEncoderTraining()
                        .train(
                                TransformerForecaster.shape(),
                                examples,
                                new Plan(TransformerForecaster.LEVELS, STEPS, BATCH, LEARNING_RATE, SEED));
        Contest undecided = new Contest(trace, weights, 0, 0);
        return new Contest(
                trace,
                weights,
                undecided.validation(undecided.regression()),
                weights == null ? Double.NaN : undecided.validation(undecided.transformer()));
    }

    private double validation(QuantileForecaster forecaster) {
        double[] said = Errors.oneStepForecasts(forecaster, trace.loads());
        return Errors.mean(said, trace.loads(), trace.validationFrom(), trace.testFrom());
    }

    QuantileForecaster regression() {
        return new CalibratedForecaster(new LiveRegression(trace.cadence()));
    }

    /** The transformer, its quantiles calibrated, with the live regression to fall back on. */
    QuantileForecaster transformer() {
        return weights == null
                ? regression()
                : new GuardedForecaster(
                        CalibratedForecaster.bySpread(new TransformerForecaster(trace.cadence(), weights)),
                        regression());
    }

    /** Whether the transformer did better before the test. */
    boolean transformerServes() {
        return transformerError < regressionError;
    }

    /** What serves, fresh. */
    QuantileForecaster served() {
        return transformerServes() ? transformer() : regression();
    }

    String servedName() {
        return transformerServes() ? "transformer" : "live regression";
    }
}
