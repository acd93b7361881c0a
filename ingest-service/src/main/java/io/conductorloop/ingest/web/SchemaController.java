package io.conductorloop.ingest.web;

import io.conductorloop.contracts.IntentId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the schema that intents are held to. */
@RestController
@Tag(name = "Schemas", description = "What an intent must look like")
public class SchemaController {
    private static final Resource INTENT = new ClassPathResource("intent.schema.json", IntentId.class);

    @GetMapping(
            path = "/api/v1/schemas/intent",
            produces = {"application/schema+json", "application/json"})
    @Operation(summary = "The intent schema", description = "JSON Schema, draft-07.")
    @ApiResponse(
            responseCode = "200",
            description = "The schema",
            content = @Content(schema = @Schema(type = "object")))
    Resource intent() {
        return INTENT;
    }
}
