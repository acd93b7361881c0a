package io.conductorloop.ml.web;

import io.conductorloop.ml.promise.PromiseScore;
import io.conductorloop.ml.steering.Advice;
import io.conductorloop.ml.steering.Steering;
import io.conductorloop.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Says what is foreseen for each service, and how many instances should run. */
@RestController
@Tag(name = "Predictions")
public class PredictionController {
    private final Steering steering;
    private final PromiseScore score;

    /** @param score of what was advised, by how intents ended */
    public PredictionController(Steering steering, PromiseScore score) {
        this.steering = steering;
        this.score = score;
    }

    /**
     * Whether intents are through in time, over the whole suite.
     *
     * @param withinSeconds from claim to end
     * @param accepted share that may take longer
     * @param intents that ended in the last five minutes
     * @param lateShare of them
     * @param kept while false, nothing that was learnt decides workers or batches
     */
    record PromiseView(double withinSeconds, double accepted, long intents, double lateShare, boolean kept) {
        static PromiseView of(PromiseScore score) {
            PromiseScore.Standing standing = score.standing();
            return new PromiseView(
                    score.promise().within().toNanos() / 1e9,
                    score.promise().accepted(),
                    standing.intents(),
                    standing.lateShare(),
                    standing.kept());
        }
    }

    /**
     * What is foreseen for a service.
     *
     * @param at when this was foreseen
     * @param horizonSeconds how far ahead
     * @param workers of all instances together; absent while no service time was measured
     * @param fewestWorkers enough if the load comes as low as one time in twenty
     * @param mostWorkers enough if it comes as high
     * @param workersPerInstance what each instance is advised
     * @param reason what decided the number of workers
     * @param by the model that speaks
     * @param confidence 1 less its mean relative error of late
     * @param batchSize intents in a batch at most
     * @param learntBatchSize whether a learnt model decided it
     * @param intentsPerSecond foreseen
     * @param queueDepth intents that wait
     * @param instances heard lately
     * @param promise how what was advised turned out
     */
    record PredictionView(
            String service,
            Instant at,
            double horizonSeconds,
            @Nullable Integer workers,
            @Nullable Integer fewestWorkers,
            @Nullable Integer mostWorkers,
            @Nullable Integer workersPerInstance,
            String reason,
            String by,
            double confidence,
            int batchSize,
            boolean learntBatchSize,
            double intentsPerSecond,
            long queueDepth,
            int instances,
            PromiseView promise) {
        static PredictionView of(Advice advice, PromiseScore score) {
            boolean known = advice.knowsWorkers();
            return new PredictionView(
                    advice.service(),
                    advice.at(),
                    advice.scaling().horizon().toNanos() / 1e9,
                    known ? advice.scaling().workers() : null,
                    known ? advice.scaling().fewest() : null,
                    known ? advice.scaling().most() : null,
                    known ? advice.workersPerInstance() : null,
                    known
                            ? advice.scaling()
                                    .reason()
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-')
                            : "no-service-time-yet",
                    advice.scaling().by(),
                    advice.confidence(),
                    advice.batchSize(),
                    advice.learntBatchSize(),
                    advice.expectedPerSecond(),
                    advice.queueDepth(),
                    advice.instances(),
                    PromiseView.of(score));
        }
    }

    /** All services. */
    record PredictionsView(List<PredictionView> items) {}

    /**
     * What KEDA's metrics-api scaler reads: set {@code valueLocation: replicas} and {@code targetValue: "1"}.
     *
     * @param replicas instances that carry the load that is foreseen and work the queue off
     * @param workers of all of them together
     */
    record ScalingView(String service, int replicas, int workers, long queueDepth, String by) {}

    @GetMapping(path = "/api/v1/predictions", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "What is foreseen for each service that was heard lately")
    PredictionsView predictions() {
        return new PredictionsView(steering.services().stream()
                .map(steering::advice)
                .flatMap(Optional::stream)
                .map(advice -> PredictionView.of(advice, score))
                .toList());
    }

    @GetMapping(path = "/api/v1/predictions/{service}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "What is foreseen for a service")
    @ApiResponse(responseCode = "200", description = "Workers and batch size, with interval, horizon and reason")
    @ApiResponse(responseCode = "404", description = "Not advised, or not heard lately", content = @Content)
    PredictionView prediction(@PathVariable String service) {
        return PredictionView.of(advice(service), score);
    }

    @GetMapping(path = "/api/v1/scaling/{service}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "How many instances of a service should run",
            description =
                    "For KEDA's metrics-api scaler. 404 while nothing is known: the scaler then uses its fallback.")
    @ApiResponse(responseCode = "200", description = "The number, at replicas")
    @ApiResponse(responseCode = "404", description = "Not advised, or not known yet", content = @Content)
    ScalingView scaling(@PathVariable String service) {
        Advice advice = advice(service);
        if (!advice.knowsWorkers()) {
            throw ProblemException.notFound("No service time of " + service + " was measured yet");
        }
        return new ScalingView(
                service,
                advice.replicas(),
                advice.scaling().workers(),
                advice.queueDepth(),
                advice.scaling().by());
    }

    private Advice advice(String service) {
        return steering.advice(service)
                .orElseThrow(() ->
                        ProblemException.notFound("The service is not advised, or its telemetry was not heard lately"));
    }
}
