package io.conductorloop.executor.web;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says how the execution of an intent stands, from the journal. */
@RestController
@RequestMapping(path = "/api/v1/executions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Executions")
public class ExecutionController {
    private final IntentJournal journal;
    private final boolean isStoreReadable;

    /** @param isStoreReadable whether packages are shown under {@link PackageController} */
    public ExecutionController(IntentJournal journal, boolean isStoreReadable) {
        this.journal = journal;
        this.isStoreReadable = isStoreReadable;
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "How an intent's execution stands",
            description = "Attempts, package, revision, outcome and times, for as long as the journal keeps stories.")
    @ApiResponse(responseCode = "200", description = "How it stands")
    @ApiResponse(responseCode = "404", description = "Not taken up, or no longer known", content = @Content)
    ExecutionView execution(@Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable IntentId id) {
        ExecutionView view = ExecutionView.of(id, journal.story(id), isStoreReadable);
        if (view == null) {
            throw ProblemException.notFound("The executor has not taken up intent " + id + ", or no longer knows it");
        }
        return view;
    }
}
