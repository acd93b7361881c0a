package io.conductorloop.ml.web;

import io.conductorloop.contracts.Reason;
import io.conductorloop.ml.federation.Federation;
import io.conductorloop.ml.steering.LoadModels;
import io.conductorloop.ml.steering.Steering;
import io.conductorloop.ml.steering.TrainedModel;
import io.conductorloop.ml.steering.WorkerModels;
import io.conductorloop.ml.web.ModelViews.ModelView;
import io.conductorloop.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    private final Map<String, TrainedModel> models = new TreeMap<>();
    private final ModelViews views;
    private final @Nullable Federation federation;

    /** @param federation null while this instance does not learn together with others */
    public ModelController(
            Collection<LoadModels> loads,
            Collection<WorkerModels> workers,
            @Nullable Federation federation,
            Steering steering) {
        loads.forEach(some -> models.put(some.name(), some));
        workers.forEach(some -> models.put(some.name(), some));
        this.views = new ModelViews(steering);
        this.federation = federation;
    }

    /** All models. */
    record ModelsView(List<ModelView> items) {}

    @GetMapping(path = "/api/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "All models, with their versions and how they do")
    ModelsView models() {
        Stream<ModelView> shared = federation == null ? Stream.empty() : Stream.of(views.shared(federation));
        return new ModelsView(
                Stream.concat(shared, models.values().stream().map(this::view)).toList());
    }

    @GetMapping(path = "/api/v1/models/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "One model")
    @ApiResponse(responseCode = "200", description = "The model")
    @ApiResponse(responseCode = "404", description = "No such model", content = @Content)
    ModelView model(@PathVariable String name) {
        return federation != null && name.equals(ModelViews.SHARED) ? views.shared(federation) : view(find(name));
    }

    @PostMapping(path = "/api/v1/models/{name}/retrain", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Train a challenger in the background",
            description = "It is promoted only when it does better on the latest loads, beyond chance.")
    @ApiResponse(responseCode = "202", description = "Training; see the model at Location")
    @ApiResponse(responseCode = "404", description = "No such model", content = @Content)
    @ApiResponse(
            responseCode = "409",
            description = "A training is under way, or sites train it together",
            content = @Content)
    ResponseEntity<ModelView> retrain(@PathVariable String name) {
        TrainedModel some = owned(name);
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
            description = "The version before it acts again; where there is none, what needs no training decides.")
    @ApiResponse(responseCode = "200", description = "The model as it is now")
    @ApiResponse(responseCode = "404", description = "No such model", content = @Content)
    @ApiResponse(responseCode = "409", description = "No version acts, or sites share it", content = @Content)
    ModelView rollBack(@PathVariable String name) {
        TrainedModel some = owned(name);
        if (some.acting().isEmpty()) {
            throw ProblemException.conflict(Reason.of("champion", "No version of " + name + " acts"));
        }
        some.rollBack();
        return view(some);
    }

    /** A model that this instance trains by itself. */
    private TrainedModel owned(String name) {
        if (federation != null && name.equals(ModelViews.SHARED)) {
            throw ProblemException.conflict(Reason.of(
                    "shared",
                    "Sites share " + name + ": it moves in rounds, and the next would undo what one site does"));
        }
        return find(name);
    }

    private TrainedModel find(String name) {
        TrainedModel some = models.get(name);
        if (some == null) {
            throw ProblemException.notFound("There is no model " + name);
        }
        return some;
    }

    private ModelView view(TrainedModel some) {
        return switch (some) {
            case LoadModels loads -> views.load(loads);
            case WorkerModels workers -> views.workers(workers);
        };
    }
}
