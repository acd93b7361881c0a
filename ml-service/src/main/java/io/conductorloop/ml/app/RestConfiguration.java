package io.conductorloop.ml.app;

import io.conductorloop.ml.anomaly.AnomalyWatch;
import io.conductorloop.ml.federation.Federation;
import io.conductorloop.ml.promise.PromiseScore;
import io.conductorloop.ml.steering.LoadModels;
import io.conductorloop.ml.steering.Steering;
import io.conductorloop.ml.steering.WorkerModels;
import io.conductorloop.ml.web.AnomalyController;
import io.conductorloop.ml.web.ModelController;
import io.conductorloop.ml.web.PredictionController;
import io.conductorloop.web.WebConfiguration;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The REST surface: predictions, scaling, anomalies and models. */
@Configuration(proxyBeanMethods = false)
@Import(WebConfiguration.class)
class RestConfiguration {
    @Bean
    PredictionController predictionController(Steering steering, PromiseScore score) {
        return new PredictionController(steering, score);
    }

    @Bean
    AnomalyController anomalyController(AnomalyWatch watch) {
        return new AnomalyController(watch);
    }

    @Bean
    ModelController modelController(
            @Qualifier("loadModels") List<LoadModels> loads,
            @Qualifier("workerModels") List<WorkerModels> workers,
            FederationProperties learning,
            Federation federation,
            Steering steering) {
        return new ModelController(loads, workers, learning.enabled() ? federation : null, steering);
    }

    @Bean
    OpenAPI mlApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Conductor Loop: ml")
                        .version("v1")
                        .description("Foresees load, and advises workers and batch sizes."
                                + " Every refusal is an application/problem+json.")
                        .license(new License().name("Apache-2.0")));
    }
}
