package io.conductorloop.energy.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.energy.sites.Site;
import io.conductorloop.state.SiteBoard;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the sites that intents may be placed at. */
@RestController
@Tag(name = "Sites")
public class SiteController {
    private final List<Site> sites;
    private final SiteBoard board;

    public SiteController(List<Site> sites, SiteBoard board) {
        this.sites = List.copyOf(sites);
        this.board = board;
    }

    /** The sites, in the order of their configuration. */
    record SitesView(List<SiteView> sites) {}

    /**
     * A site.
     *
     * @param grams that a kilowatt-hour of work there is expected to emit, the building's share with it; absent where nobody knows
     * @param until when that is good to go by
     * @param replicas of the packages that were placed there
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SiteView(
            String name,
            String zone,
            double pue,
            double capacity,
            Duration latency,
            long replicas,
            @Nullable Double grams,
            @Nullable Instant until) {}

    @GetMapping(path = "/api/v1/sites", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The sites",
            description = "What each is expected to emit, how much it takes, and how much of that was placed there.")
    @ApiResponse(responseCode = "200", description = "In the order of their configuration")
    @ApiResponse(responseCode = "503", description = "Redis does not answer", content = @Content)
    SitesView sites() {
        Map<String, SiteBoard.Site> known = board.sites();
        return new SitesView(
                sites.stream().map(site -> view(site, known.get(site.name()))).toList());
    }

    private static SiteView view(Site site, SiteBoard.@Nullable Site known) {
        Double grams = known == null ? null : Numbers.known(known.offer().grams());
        return new SiteView(
                site.name(),
                site.zone().name(),
                site.pue(),
                site.capacity(),
                site.latency(),
                known == null ? 0 : known.replicas(),
                grams,
                known == null || grams == null ? null : known.offer().until());
    }
}
