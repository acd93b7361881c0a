package io.conductorloop.ingest.web;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.swagger.v3.oas.annotations.media.Schema;

/** That an intent is durable and will reach an end. */
@Schema(description = "The intent is durable; how it ends is told under its id")
record Receipt(
        @Schema(type = "string", format = "uuid", description = "UUID version 7, also the trace id")
        String id,

        IntentState state,
        Links links) {
    static Receipt of(IntentId id) {
        return new Receipt(id.toString(), IntentState.RECEIVED, Links.of(id));
    }
}
