package io.conductorloop.ingest.json;

import io.conductorloop.contracts.Target;
import io.conductorloop.ingest.IntentPeek;
import io.conductorloop.json.IntentReader;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the top level of a JSON object, no further than it must. Safe for use by many threads. */
public final class JsonIntentPeek implements IntentPeek {
    private static final String CORRELATION_ID = "correlation_id";

    private final IntentReader intents = new IntentReader();
    private final JsonFactory json = new JsonFactory();

    @Override
    public Optional<Target> target(byte[] intent) {
        return intents.target(intent);
    }

    @Override
    public Optional<String> correlationId(byte[] intent) {
        try (JsonParser in = json.createParser(ObjectReadContext.empty(), intent)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String field = in.nextName(); field != null; field = in.nextName()) {
                JsonToken value = in.nextToken();
                if (field.equals(CORRELATION_ID)) {
                    return value == JsonToken.VALUE_STRING && !in.getString().isEmpty()
                            ? Optional.of(in.getString())
                            : Optional.empty();
                }
                in.skipChildren();
            }
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
