package io.conductorloop.ingest.json;

import io.conductorloop.ingest.OldState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The old state file: {@code {"states": {path: {"sha256", "processed_at", "status"}}}}; other members are ignored. */
public final class JsonOldState implements OldState {
    private final JsonFactory json = new JsonFactory();

    @Override
    public List<Processed> read(byte[] stateFile) {
        List<Processed> processed = new ArrayList<>();
        try (JsonParser in = json.createParser(ObjectReadContext.empty(), stateFile)) {
            expectObject(in.nextToken());
            for (String field = in.nextName(); field != null; field = in.nextName()) {
                JsonToken value = in.nextToken();
                if (field.equals("states")) {
                    expectObject(value);
                    readStates(in, processed);
                } else {
                    in.skipChildren();
                }
            }
            return processed;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void readStates(JsonParser in, List<Processed> processed) {
        for (String path = in.nextName(); path != null; path = in.nextName()) {
            expectObject(in.nextToken());
            String sha256 = null;
            String processedAt = "";
            boolean done = false;
            for (String field = in.nextName(); field != null; field = in.nextName()) {
                String text = text(in);
                switch (field) {
                    case "sha256" -> sha256 = text;
                    case "processed_at" -> processedAt = text == null ? "" : text;
                    case "status" -> done = "processed".equals(text);
                    default -> {
                        // Of no use here.
                    }
                }
            }
            if (done && sha256 != null) {
                processed.add(new Processed(path, sha256, processedAt));
            }
        }
    }

    private static @Nullable String text(JsonParser in) {
        if (in.nextToken() == JsonToken.VALUE_STRING) {
            return in.getString();
        }
        in.skipChildren();
        return null;
    }

    private static void expectObject(@Nullable JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("no object where one is expected");
        }
    }
}
