package io.conductorloop.energy.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.energy.carbon.Zone;
import io.conductorloop.energy.renewables.Hours;
import io.conductorloop.energy.renewables.RenewableOutlook;
import io.conductorloop.energy.renewables.RenewableOutlook.Expected;
import io.conductorloop.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Says how renewable power will be. */
@RestController
@Tag(name = "Forecasts")
public class RenewableController {
    private final RenewableOutlook outlook;
    private final Zone home;
    private final Set<Zone> zones;

    /** @param zones that may be asked for */
    public RenewableController(RenewableOutlook outlook, Zone home, Set<Zone> zones) {
        this.outlook = outlook;
        this.home = home;
        this.zones = Set.copyOf(zones);
    }

    /**
     * The day after what is known, by the hour.
     *
     * @param share of all power, %; absent where nothing is known of it
     * @param wind in the unit in which it is measured; absent likewise
     * @param solar in the unit in which it is measured; absent likewise
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record RenewablesView(String zone, List<HourView> share, List<HourView> wind, List<HourView> solar) {}

    /** What is expected of the hour that begins then. */
    record HourView(Instant time, double value) {}

    @GetMapping(path = "/api/v1/forecasts/renewables", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "How renewable power will be",
            description =
                    "The renewable share from its own past, and what wind and sun will give from the weather, for the day after"
                            + " what is known, as far as that can be told.")
    @ApiResponse(responseCode = "200", description = "By the hour")
    @ApiResponse(responseCode = "404", description = "Nothing is known of the zone", content = @Content)
    RenewablesView renewables(
            @Parameter(description = "The home zone where it says nothing") @RequestParam(required = false) @Nullable
                    String zone) {
        Zone asked = zone == null
                ? home
                : zones.stream()
                        .filter(known -> known.name().equals(zone))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound("No zone " + zone + " is configured"));
        return switch (outlook.nextDay(asked)) {
            case Expected.NextDay(Hours share, Hours wind, Hours solar) ->
                new RenewablesView(asked.name(), view(share), view(wind), view(solar));
            case Expected.Unknown(String reason) ->
                throw ProblemException.notFound("Nothing is known of renewables in " + asked.name() + ": " + reason);
        };
    }

    private static List<HourView> view(Hours hours) {
        return LongStream.range(hours.first(), hours.end())
                .filter(hour -> !Double.isNaN(hours.at(hour)))
                .mapToObj(hour -> new HourView(Hours.start(hour), hours.at(hour)))
                .toList();
    }
}
