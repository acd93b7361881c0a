package io.conductorloop.ml.app;

import io.conductorloop.json.JsonFederationCodec;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.ml.federation.Federation;
import io.conductorloop.ml.federation.FederationMetrics;
import io.conductorloop.ml.federation.SharedForecaster;
import io.conductorloop.ml.federation.SharedLearner;
import io.conductorloop.ml.files.FileModelRegistry;
import io.conductorloop.ml.forecast.CalibratedForecaster;
import io.conductorloop.ml.lifecycle.InMemoryModelRegistry;
import io.conductorloop.ml.lifecycle.ModelLifecycle;
import io.conductorloop.ml.lifecycle.ModelRegistry;
import io.conductorloop.ml.metrics.MicrometerMlMetrics;
import io.conductorloop.ml.steering.Steering;
import io.conductorloop.ml.stream.FederateModel;
import io.conductorloop.ml.web.FederationController;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Learning together with other sites, over {@code ml.federation}; silent and without a model until it is enabled. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FederationProperties.class)
class FederationConfiguration {
    /** Noise that somebody could foretell would hide nothing. */
    private final SecureRandom random = new SecureRandom();

    @Bean
    Federation federation(
            FederationProperties properties,
            MlProperties ml,
            Steering steering,
            FederationMetrics metrics,
            InstantSource clock,
            MeterRegistry registry) {
        List<SharedForecaster> forecasters = new ArrayList<>();
        if (properties.enabled()) {
            for (String service : steering.services()) {
                SharedForecaster forecaster = new SharedForecaster();
                steering.share(service, new CalibratedForecaster(forecaster));
                forecasters.add(forecaster);
            }
        }
        ModelRegistry models = properties.enabled()
                ? new FileModelRegistry(ml.models().resolve("federated"), ml.versions())
                : new InMemoryModelRegistry(ml.versions());
        Federation federation = new Federation(
                properties.settings(),
                new SharedLearner(forecasters, random),
                new ModelLifecycle(models, clock),
                metrics,
                random,
                clock);
        MicrometerMlMetrics.show(federation, registry);
        return federation;
    }

    @Bean(destroyMethod = "stop")
    FederateModel federateModel(
            FederationProperties properties, Federation federation, RecordPublisher publisher, Background background) {
        FederateModel step = new FederateModel(federation, new JsonFederationCodec(), publisher, background);
        if (properties.enabled()) {
            step.start(properties.heartbeat());
        }
        return step;
    }

    @Bean
    FederationController federationController(
            Federation federation, Steering steering, FederationProperties properties) {
        return new FederationController(federation, steering, properties.enabled());
    }
}
