package io.conductorloop.ingest.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.conductorloop.contracts.IntentId;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where to go on from an answer, as paths on the same service. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Links(URI self, @Nullable URI events, @Nullable URI next) {
    static final String INTENTS = "/api/v1/intents";

    /** Of one intent. */
    static Links of(IntentId id) {
        return new Links(intent(id), URI.create(INTENTS + "/" + id + "/events"), null);
    }

    /** The path of one intent. */
    static URI intent(IntentId id) {
        return URI.create(INTENTS + "/" + id);
    }
}
