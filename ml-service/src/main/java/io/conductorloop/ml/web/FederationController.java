package io.conductorloop.ml.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says how far federated learning is connected. */
@RestController
@Tag(name = "Federation")
public class FederationController {
    /**
     * The state of the federation.
     *
     * @param connected whether this instance exchanges updates with others
     * @param detail in a sentence
     */
    record FederationView(boolean connected, String detail) {}

    @GetMapping(path = "/api/v1/federation", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Whether this instance learns together with others")
    FederationView federation() {
        return new FederationView(
                false,
                "This instance learns from its own telemetry alone. Rounds, aggregation and privacy are a library in this"
                        + " service that the evaluation runs; no topic connects it to other instances.");
    }
}
