package io.conductorloop.ml.web;

import io.conductorloop.contracts.Reason;
import io.conductorloop.ml.lifecycle.ModelVersion;
import io.conductorloop.ml.steering.LoadModels;
import io.conductorloop.ml.steering.Steering;
import io.conductorloop.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists models, trains them anew and takes them back. */
@RestController
@Tag(name = "Models")
public class ModelController {
    private final Map<String, LoadModels> models = new TreeMap<>();
    private final Steering steering;

    public ModelController(Collection<LoadModels> models, Steering steering) {
        models.forEach(some -> this.models.put(some.name(), some));
        this.steering = steering;
    }

    /**
     * A version that was trained.
     *
     * @param state champion, retired, rolled-back or refused
     * @param rows it was trained on
     * @param error its mean error in its trial
     * @param baselineError that of what spoke then, on the same rows
     */
    record VersionView(int number, String state, Instant trainedAt, long rows, double error, double baselineError) {
        static VersionView of(ModelVersion version) {
            return new VersionView(
                    version.number(),
                    version.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    version.trainedAt(),
                    version.rows(),
                    version.error(),
                    version.baselineError());
        }
    }

    /**
     * A model.
     *
     * @param service whose load it foresees
     * @param speaking what speaks now: the plain forecaster, the live model or a trained version
     * @param liveErrorRatio errors of the live model over the plain one's
     * @param trainedErrorRatio errors of the trained one over those of what speaks without it
     * @param fallbackShare of the steps in which the plain one spoke in place of the live model
     * @param stepsSeen since this instance started
     * @param training whether one is under way
     * @param versions oldest first
     */
    record ModelView(
            String name,
            String service,
            String speaking,
            double liveErrorRatio,
            double trainedErrorRatio,
            double fallbackShare,
            long stepsSeen,
            boolean training,
            List<VersionView> versions) {}

    /** All models. */
    record ModelsView(List<ModelView> items) {}

    @GetMapping(path = "/api/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "All models, with their versions and how they do")
    ModelsView models() {
        return new ModelsView(models.values().stream().map(this::view).toList());
    }

    @GetMapping(path = "/api/v1/models/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "One model")
    @ApiResponse(responseCode = "200", description = "The model")
    @ApiResponse(responseCode = "404", description = "No such model", content = @Content)
    ModelView model(@PathVariable String name) {
        return view(find(name));
    }

    @PostMapping(path = "/api/v1/models/{name}/retrain", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Train a challenger in the background",
            description = "It is promoted only when it errs less on the latest loads, beyond chance.")
    @ApiResponse(responseCode = "202", description = "Training; see the model at Location")
    @ApiResponse(responseCode = "404", description = "No such model", content = @Content)
    @ApiResponse(responseCode = "409", description = "A training is under way", content = @Content)
    ResponseEntity<ModelView> retrain(@PathVariable String name) {
        LoadModels some = find(name);
        if (!some.retrain()) {
            throw ProblemException.conflict(Reason.of("training", "A training of " + name + " is under way"));
        }
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/models/" + some.name()))
                .body(view(some));
    }

    @PostMapping(path = "/api/v1/models/{name}/rollback", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Take back the version that acts",
            description =
                    "The version before it acts again; where there is none, the live model and the plain one speak.")
    @ApiResponse(responseCode = "200", description = "The model as it is now")
    @ApiResponse(responseCode = "404", description = "No such model", content = @Content)
    @ApiResponse(responseCode = "409", description = "No version acts", content = @Content)
    ModelView rollBack(@PathVariable String name) {
        LoadModels some = find(name);
        if (some.acting().isEmpty()) {
            throw ProblemException.conflict(Reason.of("champion", "No version of " + name + " acts"));
        }
        some.rollBack();
        return view(some);
    }

    private LoadModels find(String name) {
        LoadModels some = models.get(name);
        if (some == null) {
            throw ProblemException.notFound("There is no model " + name);
        }
        return some;
    }

    private ModelView view(LoadModels some) {
        String service = some.service();
        return new ModelView(
                some.name(),
                service,
                steering.speaking(service),
                finite(steering.errorRatio(service)),
                finite(steering.trainedErrorRatio(service)),
                steering.fallbackShare(service),
                steering.steps(service),
                some.isTraining(),
                some.versions().stream().map(VersionView::of).toList());
    }

    /** JSON has no infinity. */
    private static double finite(double ratio) {
        return Double.isFinite(ratio) ? ratio : Double.MAX_VALUE;
    }
}
