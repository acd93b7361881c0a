package io.conductorloop.ingest.json;

import io.conductorloop.contracts.Target;
import io.conductorloop.ingest.IntentPeek;
import io.conductorloop.json.IntentReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the top level of a JSON object, no further than it must. Safe for use by many threads. */
public final class JsonIntentPeek implements IntentPeek {
    private static final String CORRELATION_ID = "correlation_id";
    private static final byte[] NAME = CORRELATION_ID.getBytes(StandardCharsets.US_ASCII);

    private final IntentReader intents = new IntentReader();
    private final JsonFactory json = new JsonFactory();

    @Override
    public Optional<Target> target(byte[] intent) {
        return intents.target(intent);
    }

    @Override
    public Optional<String> correlationId(byte[] intent) {
        int length = Math.min(intent.length, LOOKED_THROUGH);
        if (!mayName(intent, length)) {
            return Optional.empty();
        }
        try (JsonParser in = json.createParser(ObjectReadContext.empty(), intent, 0, length)) {
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

    // Far cheaper than parsing. A name may also be written with escapes.
    private static boolean mayName(byte[] intent, int length) {
        for (int i = 0; i < length - 1; i++) {
            byte b = intent[i];
            if ((b == 'c' && startsWithName(intent, i, length)) || (b == '\\' && intent[i + 1] == 'u')) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithName(byte[] intent, int from, int length) {
        return from + NAME.length <= length && Arrays.equals(intent, from, from + NAME.length, NAME, 0, NAME.length);
    }
}
