package io.conductorloop.ingest.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.contracts.Reason;
import io.conductorloop.ingest.submission.HandoffDrop;
import io.conductorloop.ingest.submission.JsonSyntax;
import io.conductorloop.ingest.submission.TextIntent;
import io.conductorloop.web.BoundedBody;
import io.conductorloop.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The endpoint that older tools post to: an intent becomes a file in the handoff folder, and its status a file as well. */
@RestController
@Tag(name = "Legacy", description = "For tools that know the older intent-ingest")
public class LegacyIntentController {
    private static final DataSize LIMIT = DataSize.ofMegabytes(1);

    private final HandoffDrop handoff;
    private final JsonSyntax syntax;

    public LegacyIntentController(HandoffDrop handoff, JsonSyntax syntax) {
        this.handoff = handoff;
        this.syntax = syntax;
    }

    /** That the intent is a file now. */
    record Saved(String status, String saved, Preview preview) {}

    /** What was understood of the intent; validation has not looked at it yet. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Preview(
            String id,
            @Nullable Object type,
            String description,
            List<?> targetResources,
            String status,
            Map<String, Object> parameters,
            @Nullable Object correlationId) {}

    @PostMapping(
            path = "/intent",
            consumes = {"application/json", "text/json", "text/plain"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Drop an intent into the handoff folder",
            description =
                    "One JSON object, or the text 'scale <target> to <replicas> in ns <namespace>'; at most 1 MiB."
                            + " New tools use POST /api/v1/intents, which answers with an id.")
    @ApiResponse(responseCode = "202", description = "Saved as a file; its status will be one too")
    @ApiResponse(responseCode = "400", description = "Neither JSON nor that sentence", content = @Content)
    @ApiResponse(responseCode = "413", description = "Larger than 1 MiB", content = @Content)
    @ApiResponse(responseCode = "415", description = "Another media type", content = @Content)
    ResponseEntity<Saved> drop(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        byte[] intent = intent(BoundedBody.read(request, LIMIT), request.getContentType());
        syntax.flaw(intent).ifPresent(flaw -> {
            throw ProblemException.badRequest(flaw);
        });
        String saved = handoff.drop(intent);
        return ResponseEntity.accepted().body(new Saved("accepted", saved, preview(saved, syntax.members(intent))));
    }

    private static byte[] intent(byte[] body, String contentType) {
        boolean text = MediaType.parseMediaType(contentType).isCompatibleWith(MediaType.TEXT_PLAIN);
        if (!text || startsWithBrace(body)) {
            return body;
        }
        return TextIntent.json(new String(body, StandardCharsets.UTF_8))
                .orElseThrow(() -> ProblemException.badRequest(
                        Reason.of("text", "Neither JSON nor a sentence that is understood. " + TextIntent.HINT)));
    }

    private static boolean startsWithBrace(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).stripLeading().startsWith("{");
    }

    private static Preview preview(String saved, Map<String, Object> members) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (String name : List.of("target", "namespace", "replicas", "priority")) {
            Object value = members.get(name);
            if (value != null) {
                parameters.put(name, value);
            }
        }
        String name = saved.substring(saved.lastIndexOf('/') + 1);
        Object target = members.get("target");
        return new Preview(
                name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name,
                members.get("intent_type"),
                String.valueOf(members.getOrDefault("description", members.getOrDefault("reason", ""))),
                members.get("target_resources") instanceof List<?> resources
                        ? resources
                        : target == null ? List.of() : List.of(target),
                "pending",
                parameters,
                members.get("correlation_id"));
    }

    @GetMapping(path = "/healthz", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(summary = "Whether the process answers", description = "Readiness is at /actuator/health/readiness.")
    String healthz() {
        return "ok\n";
    }
}
