package io.conductorloop.validation.web;

import io.conductorloop.validation.IntentScan;
import io.conductorloop.validation.IntentValidator;
import io.conductorloop.web.BoundedBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what would become of an intent, and leaves no trace of it. */
@RestController
@Tag(name = "Validations", description = "See what would become of an intent, without submitting it")
public class ValidationController {
    private static final DataSize MOST = DataSize.ofBytes(IntentScan.MOST_BYTES);

    private final IntentValidator validator;
    private final boolean deferral;
    private final InstantSource clock;

    public ValidationController(IntentValidator validator, boolean deferral, InstantSource clock) {
        this.validator = validator;
        this.deferral = deferral;
        this.clock = clock;
    }

    @PostMapping(
            path = "/api/v1/validations",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Judge an intent",
            description = "Judges the intent by itself, as of now. Whether it repeats another is not looked up.")
    @RequestBody(
            description = "The intent, at most 5 MiB",
            required = true,
            content = @Content(schema = @Schema(type = "object", description = "As in intent.schema.json")))
    @ApiResponse(
            responseCode = "200",
            description = "The verdict, also on what is no intent and no JSON",
            content = @Content(schema = @Schema(implementation = ValidationView.class)))
    @ApiResponse(responseCode = "413", description = "Larger than 5 MiB", content = @Content)
    @ApiResponse(responseCode = "415", description = "Not application/json", content = @Content)
    ValidationView validate(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        byte[] intent = BoundedBody.read(request, MOST);
        return ValidationView.of(validator.validate(intent, clock.instant()), deferral);
    }
}
