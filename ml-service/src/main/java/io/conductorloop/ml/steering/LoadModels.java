package io.conductorloop.ml.steering;

import io.conductorloop.ml.forecast.CalibratedForecaster;
import io.conductorloop.ml.forecast.EncoderTraining;
import io.conductorloop.ml.forecast.EncoderTraining.Example;
import io.conductorloop.ml.forecast.EncoderTraining.Plan;
import io.conductorloop.ml.forecast.EncoderWeights;
import io.conductorloop.ml.forecast.GuardedForecaster;
import io.conductorloop.ml.forecast.LiveRegression;
import io.conductorloop.ml.forecast.LoadExamples;
import io.conductorloop.ml.forecast.QuantileForecaster;
import io.conductorloop.ml.forecast.TransformerForecaster;
import io.conductorloop.ml.lifecycle.ModelLifecycle;
import io.conductorloop.ml.lifecycle.ModelLifecycle.Acting;
import io.conductorloop.ml.lifecycle.ModelLifecycle.Challenger;
import io.conductorloop.ml.lifecycle.ModelRegistry;
import io.conductorloop.ml.lifecycle.ModelVersion;
import io.conductorloop.ml.lifecycle.Trial;
import io.conductorloop.ml.lifecycle.Verdict;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The trained models of one service's load: trained in the background, tried on the latest loads, promoted only when better
 * than what speaks without them, taken back on request.
 */
public final class LoadModels implements TrainedModel {
    private static final double TRAINING = 0.8;
    private static final int EXAMPLES = 12_000;
    private static final int STEPS = 200;
    private static final int BATCH = 256;
    private static final double LEARNING_RATE = 0.005;
    private static final int LEAST_EXAMPLES = 200;

    private final String service;
    private final Steering steering;
    private final ModelLifecycle lifecycle;
    private final EncoderTraining encoders;
    private final Training training;

    /**
     * What acted before a restart acts again, once it has seen the loads.
     *
     * @param background where training is done: one thread, of low priority
     */
    public LoadModels(
            String service,
            Steering steering,
            ModelRegistry registry,
            EncoderTraining encoders,
            Executor background,
            SteeringMetrics metrics,
            InstantSource clock) {
        this.service = service;
        this.steering = steering;
        this.lifecycle = new ModelLifecycle(registry, clock);
        this.encoders = encoders;
        this.training = new Training(name(), background, metrics);
        act();
    }

    @Override
    public String name() {
        return "load-" + service;
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public List<ModelVersion> versions() {
        return lifecycle.versions();
    }

    @Override
    public boolean isTraining() {
        return training.isUnderWay();
    }

    @Override
    public boolean retrain() {
        return training.begin(this::train);
    }

    /** As the interface says; where no version is left, the live model and the plain one speak. */
    @Override
    public void rollBack() {
        lifecycle.rollBack();
        act();
    }

    @Override
    public Optional<ModelVersion> acting() {
        return lifecycle.acting().map(Acting::version);
    }

    private String train() {
        double[] loads = steering.loads(service);
        int split = (int) (TRAINING * loads.length);
        List<Example> examples = LoadExamples.of(steering.cadence(), loads, split, EXAMPLES);
        if (examples.size() < LEAST_EXAMPLES) {
            return "too-little-data";
        }
        EncoderWeights weights = encoders.train(
                TransformerForecaster.shape(),
                examples,
                new Plan(TransformerForecaster.LEVELS, STEPS, BATCH, LEARNING_RATE, loads.length));
        QuantileForecaster ours = CalibratedForecaster.bySpread(new TransformerForecaster(steering.cadence(), weights));
        Trial trial = new Trial(errors(ours, loads, split), errors(speaking(), loads, split));
        Verdict verdict = lifecycle.submit(new Challenger(weights.toBytes(), weights.norm(), examples.size()), trial);
        act();
        return verdict instanceof Verdict.Promoted ? "promoted" : "refused";
    }

    /** What speaks now, from its beginning. */
    private QuantileForecaster speaking() {
        return lifecycle
                .acting()
                .flatMap(LoadModels::weights)
                .<QuantileForecaster>map(weights ->
                        CalibratedForecaster.bySpread(new TransformerForecaster(steering.cadence(), weights)))
                .orElseGet(() -> new GuardedForecaster(
                        new CalibratedForecaster(new LiveRegression(steering.cadence())), LoadForecasters.plain()));
    }

    /** Empty for weights of an earlier build's encoder: they cannot act, and the next training replaces them. */
    private static Optional<EncoderWeights> weights(Acting acting) {
        try {
            return Optional.of(EncoderWeights.fromBytes(acting.weights()))
                    .filter(some -> TransformerForecaster.reads(some.shape()));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private static double[] errors(QuantileForecaster forecaster, double[] loads, int from) {
        double[] errors = new double[loads.length - from];
        for (int i = 0; i < loads.length; i++) {
            if (i >= from) {
                errors[i - from] = Math.abs(forecaster.forecast() - loads[i]);
            }
            forecaster.observe(loads[i]);
        }
        return errors;
    }

    /** One at a time: a version that was taken back meanwhile must not be the last to be installed. */
    private synchronized void act() {
        Optional<Acting> acting = lifecycle.acting();
        String name =
                acting.map(some -> "transformer-" + some.version().number()).orElse("");
        steering.compete(service, name, acting.flatMap(LoadModels::weights).orElse(null));
    }
}
