package io.conductorloop.ingest.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of intents, newest first. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IntentPage(
        @Schema(description = "May be fewer than the limit, even none, while there is a next page")
        List<IntentView> items,

        @Schema(description = "Cursor of the next page; absent when there is nothing older") @Nullable
        String next,

        Links links) {}
