package io.conductorloop.ingest.web;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.web.Cursor;
import io.conductorloop.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Says how intents stand, from the journal. */
@RestController
@RequestMapping(path = "/api/v1/intents", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Intents")
public class IntentStatusController {
    private static final int MAX_LIMIT = 500;

    private final IntentJournal journal;

    public IntentStatusController(IntentJournal journal) {
        this.journal = journal;
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "How an intent stands",
            description =
                    "Its state, target and, once it has ended, its outcome with every reason. Known for as long as"
                            + " the journal keeps stories (24 hours unless configured otherwise).")
    @ApiResponse(responseCode = "200", description = "How it stands")
    @ApiResponse(responseCode = "404", description = "Not known, or no longer", content = @Content)
    IntentView intent(@Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable IntentId id) {
        return IntentView.of(story(id));
    }

    @GetMapping("/{id}/events")
    @Operation(summary = "What happened to an intent", description = "Each step with its time and state, in order.")
    @ApiResponse(responseCode = "200", description = "The steps so far")
    @ApiResponse(responseCode = "404", description = "Not known, or no longer", content = @Content)
    TimelineView events(@Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable IntentId id) {
        return TimelineView.of(id, story(id));
    }

    @GetMapping
    @Operation(
            summary = "List intents, newest first",
            description = "Follow links.next until there is none; a page may be short or empty before the last.")
    @ApiResponse(responseCode = "200", description = "A page")
    @ApiResponse(responseCode = "400", description = "A parameter is malformed", content = @Content)
    IntentPage list(
            @Parameter(description = "Only intents in this state now") @RequestParam(required = false) @Nullable
                    IntentState state,
            @Parameter(
                            description = "Only intents of this target, as namespace/name",
                            schema = @Schema(type = "string"))
                    @RequestParam(required = false)
                    @Nullable
                    Target target,
            @Parameter(description = "From the page before") @RequestParam(required = false) @Nullable String cursor,
            @Parameter(description = "At most so many, 1 to 500") @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.badRequest(Reason.of("parameter", "limit: not between 1 and " + MAX_LIMIT));
        }
        IntentId before = cursor == null ? null : Cursor.parse(cursor);
        IntentJournal.Page page = journal.page(new IntentJournal.Filter(state, target), before, limit);
        String next = page.next() == null ? null : Cursor.of(page.next());
        return new IntentPage(
                page.stories().stream().map(IntentView::of).toList(),
                next,
                new Links(
                        link(state, target, cursor, limit),
                        null,
                        next == null ? null : link(state, target, next, limit)));
    }

    private static URI link(@Nullable IntentState state, @Nullable Target target, @Nullable String cursor, int limit) {
        var link = UriComponentsBuilder.fromPath(Links.INTENTS).queryParam("limit", limit);
        if (state != null) {
            link.queryParam("state", state);
        }
        if (target != null) {
            link.queryParam("target", "{target}").uriVariables(Map.of("target", target.key()));
        }
        if (cursor != null) {
            link.queryParam("cursor", cursor);
        }
        return link.encode().build().toUri();
    }

    private List<IntentEvent> story(IntentId id) {
        List<IntentEvent> story = journal.story(id);
        if (story.isEmpty()) {
            throw ProblemException.notFound("Intent " + id + " is not known, or no longer");
        }
        return story;
    }
}
