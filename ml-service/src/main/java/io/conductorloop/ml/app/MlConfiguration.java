package io.conductorloop.ml.app;

import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.json.JsonAdviceCodec;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.kafka.MessagingConfiguration;
import io.conductorloop.ml.anomaly.AnomalyWatch;
import io.conductorloop.ml.batch.BatchObjective;
import io.conductorloop.ml.dl4j.SameDiffEncoderTraining;
import io.conductorloop.ml.files.FileModelRegistry;
import io.conductorloop.ml.forecast.EncoderTraining;
import io.conductorloop.ml.lifecycle.ModelLifecycle;
import io.conductorloop.ml.metrics.MicrometerMlMetrics;
import io.conductorloop.ml.ppo.WorkerTuner;
import io.conductorloop.ml.promise.Promise;
import io.conductorloop.ml.promise.PromiseMetrics;
import io.conductorloop.ml.promise.PromiseScore;
import io.conductorloop.ml.steering.DirectiveDraft;
import io.conductorloop.ml.steering.LoadForecasters;
import io.conductorloop.ml.steering.LoadModels;
import io.conductorloop.ml.steering.Steering;
import io.conductorloop.ml.steering.SteeringMetrics;
import io.conductorloop.ml.steering.WorkerModels;
import io.conductorloop.ml.stream.DetectAnomaly;
import io.conductorloop.ml.stream.ForecastLoad;
import io.conductorloop.ml.stream.HearTelemetry;
import io.conductorloop.ml.stream.ScoreAdvice;
import io.conductorloop.ml.stream.TuneResources;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The way through ml: {@code pipeline.telemetry} to {@code pipeline.directives} and {@code ml.anomalies}; {@code intents.outcomes} to
 * what the advice is worth.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MlProperties.class)
@Import(MessagingConfiguration.class)
class MlConfiguration {
    private static final String NATIVE_BYTES = "256m";

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    AdviceCodec adviceCodec() {
        return new JsonAdviceCodec();
    }

    @Bean
    MicrometerMlMetrics mlMetrics(MeterRegistry registry) {
        return new MicrometerMlMetrics(registry);
    }

    @Bean
    Background background() {
        return new Background();
    }

    @Bean
    LoadForecasters loadForecasters() {
        return LoadForecasters.liveRegression();
    }

    /**
     * The tensor library is loaded when a training first asks for it. By default it unpacks itself below the home of the
     * user, and takes the heap's bound for one of the whole process.
     */
    @Bean
    EncoderTraining encoderTraining(MlProperties ml) {
        setUnlessSet("cachedir", ml.models().resolve("native").toAbsolutePath().toString());
        setUnlessSet("maxbytes", NATIVE_BYTES);
        setUnlessSet("maxphysicalbytes", "0");
        return (shape, examples, plan) -> new SameDiffEncoderTraining().train(shape, examples, plan);
    }

    @Bean
    Steering steering(
            MlProperties ml,
            LoadForecasters forecasters,
            PromiseScore score,
            InstantSource clock,
            MeterRegistry registry) {
        MlProperties.Batches batches = ml.batches();
        Steering steering = new Steering(
                ml.limits(),
                ml.step(),
                ml.risk(),
                forecasters,
                new BatchObjective(
                        batches.latency(), batches.batchJoules(), batches.intentJoules(), batches.budgetJoules()),
                () -> score.standing().kept(),
                clock);
        MicrometerMlMetrics.show(steering, registry);
        return steering;
    }

    @Bean
    List<LoadModels> loadModels(
            MlProperties ml,
            Steering steering,
            EncoderTraining training,
            Background background,
            SteeringMetrics metrics,
            InstantSource clock) {
        List<LoadModels> models = steering.services().stream()
                .map(service -> new LoadModels(
                        service,
                        steering,
                        new FileModelRegistry(ml.models().resolve("load-" + service), ml.versions()),
                        training,
                        background,
                        metrics,
                        clock))
                .toList();
        background.every(ml.retrain(), () -> models.forEach(LoadModels::retrain));
        return models;
    }

    @Bean
    PromiseScore promiseScore(MlProperties ml, InstantSource clock, MeterRegistry registry) {
        MlProperties.Held promise = ml.promise();
        PromiseScore score = new PromiseScore(new Promise(promise.within(), ml.risk(), promise.longest()), clock);
        MicrometerMlMetrics.show(score, registry);
        return score;
    }

    @Bean
    ScoreAdvice scoreAdvice(PromiseScore score, PromiseMetrics metrics) {
        return new ScoreAdvice(score, metrics);
    }

    /** None unless enabled, and none for a service whose workers cannot be changed. */
    @Bean
    List<WorkerModels> workerModels(
            MlProperties ml,
            Steering steering,
            Background background,
            MicrometerMlMetrics metrics,
            InstantSource clock) {
        List<WorkerModels> models = new ArrayList<>();
        ml.limits().forEach((service, limits) -> {
            if (ml.tuning().enabled() && limits.advisesWorkers()) {
                WorkerTuner tuner = new WorkerTuner(
                        limits.mostWorkers() * limits.mostInstances(),
                        ml.tuning().idleWatts(),
                        ml.tuning().busyWatts(),
                        new ModelLifecycle(
                                new FileModelRegistry(ml.models().resolve("workers-" + service), ml.versions()), clock),
                        background,
                        new SplittableRandom(service.hashCode()));
                metrics.show(service, tuner);
                models.add(new WorkerModels(service, steering, tuner, background, metrics));
            }
        });
        background.every(ml.retrain(), () -> models.forEach(WorkerModels::retrain));
        return models;
    }

    @Bean
    AnomalyWatch anomalyWatch(Background background) {
        return new AnomalyWatch(background);
    }

    @Bean
    HearTelemetry hearTelemetry(
            MlProperties ml,
            Steering steering,
            AnomalyWatch watch,
            RecordPublisher publisher,
            AdviceCodec codec,
            SteeringMetrics metrics,
            InstantSource clock) {
        DirectiveDraft draft = new DirectiveDraft(steering, ml.interval(), ml.validity());
        return new HearTelemetry(
                codec,
                List.of(
                        new ForecastLoad(steering, metrics),
                        new TuneResources(draft, publisher, codec, metrics, clock),
                        new DetectAnomaly(watch, publisher, codec, metrics)),
                metrics);
    }

    private static void setUnlessSet(String name, String value) {
        String property = "org.bytedeco.javacpp." + name;
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
