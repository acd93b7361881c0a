package io.conductorloop.ml.steering;

import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.ml.batch.BatchObjective;
import io.conductorloop.ml.forecast.Cadence;
import io.conductorloop.ml.forecast.CalibratedForecaster;
import io.conductorloop.ml.forecast.EncoderWeights;
import io.conductorloop.ml.forecast.PlausibleForecaster;
import io.conductorloop.ml.forecast.QuantileForecaster;
import io.conductorloop.ml.forecast.TimeLimitedForecaster;
import io.conductorloop.ml.forecast.TransformerForecaster;
import io.conductorloop.ml.ppo.WorkerTuner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleFunction;
import java.util.function.DoubleToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * All services that are advised, each with what is known of it. Safe for use by many threads; a call takes microseconds, but
 * for {@link #compete}, which shows a model weeks of loads while the others go on.
 */
public final class Steering {
    private final Map<String, ServiceWatch> watches = new LinkedHashMap<>();
    private final Map<String, ServiceLimits> limits;
    private final Duration step;
    private final double risk;
    private final BooleanSupplier trusted;
    private final InstantSource clock;

    /**
     * Nothing is known yet.
     *
     * @param limits of each service that is advised
     * @param step in which a load is counted, and how far ahead is looked; a day has a whole number of them
     * @param risk accepted share of steps with too few workers
     * @param trusted whether what is learnt may decide workers and batches; asked for each advice
     */
    public Steering(
            Map<String, ServiceLimits> limits,
            Duration step,
            double risk,
            LoadForecasters models,
            BatchObjective objective,
            BooleanSupplier trusted,
            InstantSource clock) {
        this.limits = Map.copyOf(limits);
        this.step = step;
        this.risk = risk;
        this.trusted = trusted;
        this.clock = clock;
        limits.forEach((service, some) ->
                watches.put(service, new ServiceWatch(service, some, step, risk, models, objective)));
    }

    /** Which services are advised. */
    public List<String> services() {
        return List.copyOf(watches.keySet());
    }

    /** Shows a sample; false when it is of a service that is not advised. */
    public synchronized boolean observe(TelemetrySample sample) {
        ServiceWatch watch = watches.get(sample.service());
        if (watch == null) {
            return false;
        }
        watch.observe(sample, clock.instant());
        return true;
    }

    /** What is foreseen of the service now; empty when it is not advised, or was not heard of lately. */
    public synchronized Optional<Advice> advice(String service) {
        ServiceWatch watch = watches.get(service);
        if (watch == null) {
            return Optional.empty();
        }
        Advice advice = watch.advise(clock.instant(), trusted.getAsBoolean());
        return advice.instances() == 0 ? Optional.empty() : Optional.of(advice);
    }

    /** The limits of a service that is advised. */
    public Optional<ServiceLimits> limits(String service) {
        return Optional.ofNullable(limits.get(service));
    }

    /** How often a load is counted. */
    public Cadence cadence() {
        return Cadence.every(step);
    }

    /** The loads of the service so far, oldest first; three weeks at most. */
    public synchronized double[] loads(String service) {
        return watch(service).forecast().loads(0);
    }

    /** Lets a trained encoder compete for the service's forecast; null: none competes any more. */
    public void compete(String service, String name, @Nullable EncoderWeights weights) {
        LoadForecast forecast = watch(service).forecast();
        QuantileForecaster encoder = null;
        long shown = 0;
        if (weights != null) {
            double[] loads;
            synchronized (this) {
                loads = forecast.loads(0);
                shown = forecast.seen();
            }
            // Before it is shown the loads: what is plausible rests on them.
            encoder = new PlausibleForecaster(
                    new TimeLimitedForecaster(
                            CalibratedForecaster.bySpread(new TransformerForecaster(cadence(), weights))),
                    LoadForecasters.plain());
            for (double load : loads) {
                encoder.observe(load);
            }
        }
        synchronized (this) {
            forecast.compete(name, encoder, shown);
        }
    }

    /** Lets a forecaster that sites learn together, and that has seen nothing yet, compete for the service's forecast. */
    public synchronized void share(String service, QuantileForecaster forecaster) {
        watch(service).forecast().share(forecaster);
    }

    /**
     * Lets a tuner steer the service's workers, while its scores say so, by what it learnt before a restart too; it is trained by
     * {@link #train}.
     */
    public synchronized void tune(String service, WorkerTuner tuner) {
        tuner.resume(planning(service));
        watch(service).tune(tuner);
    }

    /** Takes back what the tuner learnt last. As {@link WorkerTuner#rollBack}. */
    public void rollBack(String service, WorkerTuner tuner) {
        tuner.rollBack(planning(service));
    }

    private DoubleFunction<DoubleToIntFunction> planning(String service) {
        ServiceWatch watch = watch(service);
        return perWorker -> watch.planned(perWorker, risk);
    }

    /** Trains the tuner on the loads of the service; takes minutes, and holds up nothing. As {@link WorkerTuner#train}. */
    public String train(String service, WorkerTuner tuner) {
        double[] loads;
        double perWorker;
        DoubleToIntFunction planned;
        synchronized (this) {
            ServiceWatch watch = watch(service);
            loads = watch.forecast().loads(0);
            perWorker = watch.perWorker();
            planned = perWorker > 0 ? watch.planned(perWorker, risk) : _ -> 1;
        }
        return tuner.train(loads, perWorker, planned);
    }

    /** What speaks of the service's load now. */
    public synchronized String speaking(String service) {
        return watch(service).forecast().name();
    }

    /** The live model's errors over the plain forecaster's. */
    public synchronized double errorRatio(String service) {
        return watch(service).forecast().errorRatio();
    }

    /** The trained model's errors over those of what speaks without it. */
    public synchronized double trainedErrorRatio(String service) {
        return watch(service).forecast().trainedErrorRatio();
    }

    /** The shared model's errors over those of what speaks without it. */
    public synchronized double sharedErrorRatio(String service) {
        return watch(service).forecast().sharedErrorRatio();
    }

    /** The share of steps in which the plain forecaster spoke in place of the live model. */
    public synchronized double fallbackShare(String service) {
        return watch(service).forecast().fallbackShare();
    }

    /** How often something implausible was held back. */
    public synchronized long refusals(String service) {
        return watch(service).forecast().refusals();
    }

    /** The learnt processing time's errors over those of a plain time per intent. */
    public synchronized double batchErrorRatio(String service) {
        return watch(service).batches().errorRatio();
    }

    /** Steps seen of the service so far. */
    public synchronized long steps(String service) {
        return watch(service).steps();
    }

    private ServiceWatch watch(String service) {
        ServiceWatch watch = watches.get(service);
        if (watch == null) {
            throw new IllegalArgumentException("not advised: " + service);
        }
        return watch;
    }
}
