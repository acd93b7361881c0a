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

/** Shows and forgets the places of packages, where the package store has several repositories. */
@RestController
@Tag(name = "Packages")
public class PlacementController {
    private static final String PATH = "/api/v1/placements/{packageName}";

    private final SiteBoard board;

    public PlacementController(SiteBoard board) {
        this.board = board;
    }

    /**
     * A package's place.
     *
     * @param settled whether the package has come to be there
     */
    record PlacementView(String packageName, String site, boolean settled) {}

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "A package's place",
            description = "The repository that its intents go to which name none, and whether it has come to be there.")
    @ApiResponse(responseCode = "200", description = "The place")
    @ApiResponse(responseCode = "404", description = "None is noted", content = @Content)
    @ApiResponse(responseCode = "503", description = "Redis does not answer", content = @Content)
    PlacementView placement(@PathVariable String packageName) {
        SiteBoard.Place place = board.placed(List.of(packageName)).get(packageName);
        if (place == null) {
            throw notPlaced(packageName);
        }
        return new PlacementView(packageName, place.site(), place.isSettled());
    }

    @DeleteMapping(PATH)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Forgets a package's place",
            description =
                    "For packages that somebody deleted or moved in Porch: the next intent finds where the package"
                            + " is, or a new place for it.")
    @ApiResponse(responseCode = "204", description = "Forgotten")
    @ApiResponse(responseCode = "404", description = "None is noted", content = @Content)
    @ApiResponse(responseCode = "503", description = "Redis does not answer", content = @Content)
    void forget(@PathVariable String packageName) {
        if (!board.forget(packageName)) {
            throw notPlaced(packageName);
        }
    }

    private static ProblemException notPlaced(String packageName) {
        return ProblemException.notFound("No place of a package " + packageName + " is noted");
    }
}
