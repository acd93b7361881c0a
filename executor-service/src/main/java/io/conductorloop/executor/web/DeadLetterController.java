package io.conductorloop.executor.web;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import io.conductorloop.executor.deadletter.DeadLetterDecision;
import io.conductorloop.executor.deadletter.DeadLetterDesk;
import io.conductorloop.executor.deadletter.DeadLetters;
import io.conductorloop.executor.deadletter.DeadLetters.Filter;
import io.conductorloop.executor.deadletter.DeadLetters.Standing;
import io.conductorloop.executor.web.DeadLetterViews.Listed;
import io.conductorloop.executor.web.DeadLetterViews.Replay;
import io.conductorloop.executor.web.DeadLetterViews.Whole;
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
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists dead letters, shows them, and takes decisions about them. */
@RestController
@RequestMapping(path = DeadLetterController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Dead letters")
public class DeadLetterController {
    static final String PATH = "/api/v1/dead-letters";

    private static final int MAX_LIMIT = 500;

    private final DeadLetters letters;
    private final DeadLetterDesk desk;
    private final URI ingest;

    /** @param ingest where the ingest service is, for links to the status of replayed intents */
    public DeadLetterController(DeadLetters letters, DeadLetterDesk desk, URI ingest) {
        this.letters = letters;
        this.desk = desk;
        this.ingest = ingest;
    }

    @GetMapping
    @Operation(
            summary = "List dead letters, newest intent first",
            description = "Ask again with nextCursor until there is none; a page may be short before the last.")
    Listed list(
            @Parameter(description = "Only letters that stand so") @RequestParam(required = false) @Nullable
                    Standing standing,
            @Parameter(
                            description = "Only letters of this target, as namespace/name",
                            schema = @Schema(type = "string"))
                    @RequestParam(required = false)
                    @Nullable
                    Target target,
            @Parameter(description = "From the page before") @RequestParam(required = false) @Nullable String cursor,
            @Parameter(description = "At most so many, 1 to 500") @RequestParam(defaultValue = "50") int limit) {
        IntentId before = cursor == null ? null : Cursor.parse(cursor);
        DeadLetters.Page page = letters.page(new Filter(standing, target), before, checked(limit));
        return new Listed(
                page.letters().stream().map(DeadLetterViews.Line::of).toList(),
                page.next() == null ? null : Cursor.of(page.next()));
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "Read a dead letter",
            description = "With the intent's bytes, why it failed, and what was decided about it.")
    @ApiResponse(responseCode = "200", description = "The letter")
    @ApiResponse(responseCode = "404", description = "Not kept, or no longer", content = @Content)
    Whole letter(@Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable IntentId id) {
        return letters.find(id).map(Whole::of).orElseThrow(() -> unknown(id));
    }

    @PostMapping("/{id}/replay")
    @Operation(
            summary = "Hand the intent in again",
            description = "Under a new id. Who decides is the login's name, else the header X-Actor, else anonymous.")
    @ApiResponse(responseCode = "202", description = "Handed in; Location is the new intent's status at ingest")
    @ApiResponse(responseCode = "404", description = "Not kept, or no longer", content = @Content)
    @ApiResponse(responseCode = "409", description = "Decided before", content = @Content)
    ResponseEntity<Replay> replay(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable IntentId id,
            @Parameter(description = "Why, for the audit record") @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request) {
        Replay replay = view(decided(id, desk.replay(id, Actor.of(request), Actor.checked(reason))));
        return ResponseEntity.accepted().location(replay.status()).body(replay);
    }

    @PostMapping("/replay")
    @Operation(
            summary = "Hand many intents in again",
            description = "The newest open letters that the filter means; ask again until none is left.")
    @ApiResponse(responseCode = "202", description = "Handed in: these")
    ResponseEntity<List<Replay>> replayAll(
            @Parameter(
                            description = "Only letters of this target, as namespace/name",
                            schema = @Schema(type = "string"))
                    @RequestParam(required = false)
                    @Nullable
                    Target target,
            @Parameter(description = "At most so many, 1 to 500") @RequestParam(defaultValue = "100") int limit,
            @Parameter(description = "Why, for the audit record") @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request) {
        List<DeadLetterDecision> decisions = desk.replayAll(
                new Filter(Standing.OPEN, target), checked(limit), Actor.of(request), Actor.checked(reason));
        return ResponseEntity.accepted().body(decisions.stream().map(this::view).toList());
    }

    @DeleteMapping("/{id}")
    @Operation(
            summary = "Abandon the intent",
            description = "Nothing more will be done about it. The letter stays readable, with the audit record.")
    @ApiResponse(responseCode = "200", description = "Abandoned")
    @ApiResponse(responseCode = "404", description = "Not kept, or no longer", content = @Content)
    @ApiResponse(responseCode = "409", description = "Decided before", content = @Content)
    DeadLetterViews.Audit abandon(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable IntentId id,
            @Parameter(description = "Why, for the audit record") @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request) {
        return DeadLetterViews.Audit.of(decided(id, desk.abandon(id, Actor.of(request), Actor.checked(reason))));
    }

    private static DeadLetterDecision decided(IntentId id, DeadLetterDesk.Answer answer) {
        return switch (answer) {
            case DeadLetterDesk.Decided(DeadLetterDecision decision) -> decision;
            case DeadLetterDesk.Unknown() -> throw unknown(id);
            case DeadLetterDesk.AlreadyDecided(DeadLetterDecision standing) ->
                throw ProblemException.conflict(Reason.of(
                        "decided",
                        standing.replayedAs() == null
                                ? "The letter was abandoned at " + standing.at() + " by " + standing.by()
                                : "The letter was replayed as " + standing.replayedAs() + " at " + standing.at()
                                        + " by " + standing.by()));
        };
    }

    private Replay view(DeadLetterDecision decision) {
        IntentId replayedAs = Objects.requireNonNull(decision.replayedAs());
        return new Replay(
                decision.letter().toString(), replayedAs.toString(), ingest.resolve("/api/v1/intents/" + replayedAs));
    }

    private static ProblemException unknown(IntentId id) {
        return ProblemException.notFound("There is no dead letter " + id + ", or it is no longer kept");
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.badRequest(Reason.of("parameter", "limit: not between 1 and " + MAX_LIMIT));
        }
        return limit;
    }
}
