package io.conductorloop.executor.web;

import io.conductorloop.state.SiteBoard;
import io.conductorloop.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where packages were placed that could have gone to several sites. */
@RestController
@Tag(name = "Packages")
public class PlacementController {
    private static final String PATH = "/api/v1/placements/{packageName}";

    private final SiteBoard board;

    public PlacementController(SiteBoard board) {
        this.board = board;
    }

    /** A placed package. */
    record PlacementView(String packageName, String site) {}

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Where a package was placed",
            description = "The site that was chosen for it, of those that its first intent allowed.")
    @ApiResponse(responseCode = "200", description = "The site")
    @ApiResponse(responseCode = "404", description = "No site was chosen for it", content = @Content)
    @ApiResponse(responseCode = "503", description = "Redis does not answer", content = @Content)
    PlacementView placement(@PathVariable String packageName) {
        String site = board.placed(List.of(packageName)).get(packageName);
        if (site == null) {
            throw notPlaced(packageName);
        }
        return new PlacementView(packageName, site);
    }

    @DeleteMapping(PATH)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Forgets where a package was placed",
            description =
                    "For packages that were deleted in Porch: their replicas are no longer counted, and the next intent finds a"
                            + " site anew. A package that is still there is found there again.")
    @ApiResponse(responseCode = "204", description = "Forgotten")
    @ApiResponse(responseCode = "404", description = "No site was chosen for it", content = @Content)
    @ApiResponse(responseCode = "503", description = "Redis does not answer", content = @Content)
    void forget(@PathVariable String packageName) {
        if (!board.forget(packageName)) {
            throw notPlaced(packageName);
        }
    }

    private static ProblemException notPlaced(String packageName) {
        return ProblemException.notFound("No site was chosen for a package " + packageName);
    }
}
