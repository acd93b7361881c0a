package io.conductorloop.energy.web;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.energy.deferral.HeldIntent;
import io.conductorloop.energy.deferral.HeldIntents;
import io.conductorloop.energy.deferral.ReleaseDesk;
import io.conductorloop.web.Actor;
import io.conductorloop.web.Cursor;
import io.conductorloop.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists what waits for cleaner power, releases it now, and withdraws it. */
@RestController
@RequestMapping(path = DeferredController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Deferred intents")
public class DeferredController {
    static final String PATH = "/api/v1/deferred";

    private static final int MAX_LIMIT = 500;

    private final HeldIntents held;
    private final ReleaseDesk desk;

    public DeferredController(HeldIntents held, ReleaseDesk desk) {
        this.held = held;
        this.desk = desk;
    }

    @GetMapping
    @Operation(
            summary = "List what waits, newest intent first",
            description = "Ask again with nextCursor until there is none; a page may be short before the last.")
    HeldView.Listed list(
            @Parameter(description = "From the page before") @RequestParam(required = false) @Nullable String cursor,
            @Parameter(description = "At most so many, 1 to 500") @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.badRequest(Reason.of("parameter", "limit: not between 1 and " + MAX_LIMIT));
        }
        HeldIntents.Page page = held.page(cursor == null ? null : Cursor.parse(cursor), limit);
        return new HeldView.Listed(
                page.intents().stream().map(HeldView::of).toList(),
                page.next() == null ? null : Cursor.of(page.next()));
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "How a deferred intent stands",
            description = "While it waits, and for conductor.energy.deferral.remembered after it left.")
    @ApiResponse(responseCode = "200", description = "How it stands")
    @ApiResponse(responseCode = "404", description = "Never deferred, or no longer remembered", content = @Content)
    HeldView deferred(@Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable IntentId id) {
        return held.find(id).map(HeldView::of).orElseThrow(() -> unknown(id));
    }

    @PostMapping("/{id}/release")
    @Operation(summary = "Release an intent now", description = "It is on its way to the executor when this answers.")
    @ApiResponse(responseCode = "200", description = "Released")
    @ApiResponse(responseCode = "404", description = "Never deferred, or no longer remembered", content = @Content)
    @ApiResponse(responseCode = "409", description = "It does not wait", content = @Content)
    HeldView release(@Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable IntentId id) {
        return settled(id, desk.release(id));
    }

    @DeleteMapping("/{id}")
    @Operation(
            summary = "Withdraw an intent",
            description =
                    "It ends REJECTED, with the rule 'cancelled'. Who does it is the login's name, else the header"
                            + " X-Actor, else anonymous.")
    @ApiResponse(responseCode = "200", description = "Withdrawn")
    @ApiResponse(responseCode = "404", description = "Never deferred, or no longer remembered", content = @Content)
    @ApiResponse(responseCode = "409", description = "It does not wait", content = @Content)
    HeldView cancel(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable IntentId id,
            @Parameter(description = "Why, for its author") @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request) {
        return settled(id, desk.cancel(id, Actor.of(request), Actor.checked(reason)));
    }

    private HeldView settled(IntentId id, Optional<HeldIntent> mine) {
        return mine.map(HeldView::of).orElseThrow(() -> {
            HeldIntent standing = held.find(id).orElseThrow(() -> unknown(id));
            return ProblemException.conflict(Reason.of(
                    "waiting",
                    "The intent does not wait: it is " + HeldView.of(standing).state()));
        });
    }

    private static ProblemException unknown(IntentId id) {
        return ProblemException.notFound("Intent " + id + " was never deferred, or that is no longer remembered");
    }
}
