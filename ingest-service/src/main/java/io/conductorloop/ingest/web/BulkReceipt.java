package io.conductorloop.ingest.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** What became of each of many intents, in their order. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BulkReceipt(
        @Schema(description = "How many were taken") int accepted,

        @Schema(description = "How many were looked at and refused")
        int refused,

        List<Item> items,

        @Schema(description = "Present when the call was broken off: from this place on nothing was looked at")
        @Nullable
        Item brokenOff) {

    /** One intent: its id and location, or why it was refused. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            @Schema(description = "Its place in the call, from 0")
            int index,

            @Nullable String id,
            @Nullable URI location,
            @Nullable ProblemDetail problem) {}
}
