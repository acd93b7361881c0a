package io.conductorloop.energy.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.contracts.Reason;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.outlook.GridOutlook;
import io.conductorloop.energy.scaling.CarbonCap;
import io.conductorloop.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Says how many replicas the grid's carbon intensity leaves, in a form that KEDA's metrics-api scaler reads. */
@RestController
@Tag(name = "Scaling")
public class ScalingController {
    private static final int MOST = 10_000;

    private final CarbonCap cap;
    private final GridOutlook grid;
    private final Zone zone;
    private final Duration lookBack;
    private final InstantSource clock;

    /** @param lookBack how far back it is looked for how long power has been dirty */
    public ScalingController(CarbonCap cap, GridOutlook grid, Zone zone, Duration lookBack, InstantSource clock) {
        this.cap = cap;
        this.grid = grid;
        this.zone = zone;
        this.lookBack = lookBack;
        this.clock = clock;
    }

    /** A cap; {@code replicas} is the number that a scaler reads. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            int replicas,
            CarbonCap.Why why,
            String zone,
            @Nullable Double intensity,
            Duration dirtyFor) {}

    @GetMapping(path = "/api/v1/scaling/carbon-cap", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The most replicas that carbon intensity leaves",
            description = "All while power is clean or its intensity unknown; in eco mode no longer on end than set.")
    Answer cap(
            @Parameter(description = "Always left") @RequestParam(defaultValue = "1") int min,
            @Parameter(description = "There may be") @RequestParam(defaultValue = "10") int max) {
        if (min < 0 || max < min || max > MOST) {
            throw ProblemException.badRequest(
                    Reason.of("parameter", "min, max: 0 or more, min no more than max, and " + MOST + " at most"));
        }
        Instant now = clock.instant();
        CarbonCap.Cap present = cap.cap(grid.series(zone, now.minus(lookBack), now), now, min, max);
        return new Answer(
                present.replicas(), present.why(), zone.name(), Numbers.known(present.intensity()), present.dirtyFor());
    }
}
