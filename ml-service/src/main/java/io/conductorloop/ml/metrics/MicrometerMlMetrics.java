package io.conductorloop.ml.metrics;

import io.conductorloop.ml.federation.Federation;
import io.conductorloop.ml.federation.FederationMetrics;
import io.conductorloop.ml.federation.FederationRound.Reception;
import io.conductorloop.ml.ppo.WorkerTuner;
import io.conductorloop.ml.promise.PromiseMetrics;
import io.conductorloop.ml.promise.PromiseScore;
import io.conductorloop.ml.steering.Steering;
import io.conductorloop.ml.steering.SteeringMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Counts in Micrometer under the names that docs/meters.md lists. Tags are of services that are advised, so they are few. */
public final class MicrometerMlMetrics implements SteeringMetrics, FederationMetrics, PromiseMetrics {
    private final MeterRegistry registry;
    private final Counter anomalies;
    private final Counter unreadable;
    private final Map<PromiseScore.Reception, Counter> ended = new EnumMap<>(PromiseScore.Reception.class);

    public MicrometerMlMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.anomalies = Counter.builder("conductor.loop.ml.anomalies")
                .description("Anomalies found")
                .register(registry);
        this.unreadable = outcomes("unreadable");
        for (PromiseScore.Reception reception : PromiseScore.Reception.values()) {
            ended.put(
                    reception,
                    outcomes(reception.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        }
    }

    private Counter outcomes(String result) {
        return Counter.builder("conductor.loop.ml.outcomes")
                .description("Ends of intents, held to what is promised")
                .tag("result", result)
                .register(registry);
    }

    @Override
    public void sampled(String service) {
        counter("conductor.loop.ml.samples", "Samples of telemetry taken", "service", service);
    }

    @Override
    public void passedOver(String why) {
        counter("conductor.loop.ml.samples.passed.over", "Samples of telemetry passed over", "why", why);
    }

    @Override
    public void advised(String service) {
        counter("conductor.loop.ml.directives", "Directives given", "service", service);
    }

    @Override
    public void lost(String service) {
        counter("conductor.loop.ml.directives.lost", "Directives that could not be published", "service", service);
    }

    @Override
    public void ended(PromiseScore.Reception reception) {
        Counter counter = ended.get(reception);
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void unreadableEnd() {
        unreadable.increment();
    }

    @Override
    public void anomaly() {
        anomalies.increment();
    }

    @Override
    public void trained(String model, String result) {
        registry.counter("conductor.loop.ml.trainings", "model", model, "result", result)
                .increment();
    }

    @Override
    public void round(boolean moved) {
        counter(
                "conductor.loop.ml.federation.rounds",
                "Rounds of learning together that this site led",
                "result",
                moved ? "moved" : "failed");
    }

    @Override
    public void change(Reception reception) {
        counter(
                "conductor.loop.ml.federation.changes",
                "Changes of the shared model that arrived",
                "result",
                reception.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    @Override
    public void refused() {
        registry.counter("conductor.loop.ml.federation.refused").increment();
    }

    @Override
    public void notKept() {
        registry.counter("conductor.loop.ml.federation.not.kept").increment();
    }

    /** Has the registry show whether what is promised is kept. */
    public static void show(PromiseScore score, MeterRegistry registry) {
        Gauge.builder(
                        "conductor.loop.ml.promise.kept",
                        score,
                        some -> some.standing().kept() ? 1 : 0)
                .description("0 while more intents are late than accepted: then nothing that was learnt decides")
                .register(registry);
        Gauge.builder(
                        "conductor.loop.ml.late.share",
                        score,
                        some -> some.standing().lateShare())
                .description("Share of the intents of five minutes that took longer than promised")
                .register(registry);
    }

    /** Has the registry show whether the tuner of a service's workers steers. */
    public void show(String service, WorkerTuner tuner) {
        Gauge.builder("conductor.loop.ml.tuning.acts", tuner, some -> some.acts() ? 1 : 0)
                .description("1 while a learnt policy steers the workers, as its scores are better")
                .tag("service", service)
                .register(registry);
    }

    /** Has the registry show how learning together goes. */
    public static void show(Federation federation, MeterRegistry registry) {
        Gauge.builder(
                        "conductor.loop.ml.federation.members",
                        federation,
                        some -> some.status().members().size())
                .description("Sites that learn together, this one among them")
                .register(registry);
        Gauge.builder(
                        "conductor.loop.ml.federation.version",
                        federation,
                        some -> some.status().version())
                .description("Rounds that changed the shared model that this site has")
                .register(registry);
    }

    /** Has the registry show how the models of each service do. */
    public static void show(Steering steering, MeterRegistry registry) {
        for (String service : steering.services()) {
            gauge(
                    "conductor.loop.ml.error.ratio",
                    "Errors of the live load model over the plain one's; below 1 it is better",
                    service,
                    steering,
                    some -> some.errorRatio(service),
                    registry);
            gauge(
                    "conductor.loop.ml.trained.error.ratio",
                    "Errors of the trained load model over those of what speaks without it",
                    service,
                    steering,
                    some -> some.trainedErrorRatio(service),
                    registry);
            gauge(
                    "conductor.loop.ml.federated.error.ratio",
                    "Errors of the model that sites learn together over those of what speaks without it",
                    service,
                    steering,
                    some -> some.sharedErrorRatio(service),
                    registry);
            gauge(
                    "conductor.loop.ml.batch.error.ratio",
                    "Errors of the learnt processing time over those of a plain time per intent",
                    service,
                    steering,
                    some -> some.batchErrorRatio(service),
                    registry);
            gauge(
                    "conductor.loop.ml.fallback.share",
                    "Share of steps in which the plain forecaster spoke in place of the live model",
                    service,
                    steering,
                    some -> some.fallbackShare(service),
                    registry);
            gauge(
                    "conductor.loop.ml.implausible",
                    "Times that something implausible of a load model was held back",
                    service,
                    steering,
                    some -> some.refusals(service),
                    registry);
        }
    }

    private static void gauge(
            String name,
            String description,
            String service,
            Steering steering,
            ToDoubleFunction<Steering> value,
            MeterRegistry registry) {
        Gauge.builder(name, steering, value)
                .description(description)
                .tag("service", service)
                .register(registry);
    }

    private void counter(String name, String description, String tag, String value) {
        Counter.builder(name)
                .description(description)
                .tag(tag, value)
                .register(registry)
                .increment();
    }
}
