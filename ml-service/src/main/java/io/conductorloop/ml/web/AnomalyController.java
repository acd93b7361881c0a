package io.conductorloop.ml.web;

import io.conductorloop.contracts.AnomalyFound;
import io.conductorloop.contracts.Reason;
import io.conductorloop.ml.anomaly.AnomalyWatch;
import io.conductorloop.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the anomalies that this instance found since it started. */
@RestController
@Tag(name = "Anomalies")
public class AnomalyController {
    private static final int MOST = 500;

    private final AnomalyWatch watch;

    public AnomalyController(AnomalyWatch watch) {
        this.watch = watch;
    }

    /** The latest, newest first. */
    record AnomaliesView(List<AnomalyFound> items) {}

    @GetMapping(path = "/api/v1/anomalies", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The latest anomalies, newest first",
            description = "With each feature's share in the error as explanation; at most 500 are kept.")
    @ApiResponse(responseCode = "200", description = "The anomalies")
    @ApiResponse(responseCode = "400", description = "A limit that is none")
    AnomaliesView anomalies(@RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.badRequest(Reason.of("limit", "limit must be from 1 to " + MOST));
        }
        return new AnomaliesView(watch.latest().stream().limit(limit).toList());
    }
}
