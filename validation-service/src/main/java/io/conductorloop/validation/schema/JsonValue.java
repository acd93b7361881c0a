package io.conductorloop.validation.schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A parsed JSON value: how a schema is handed to its compiler. */
public sealed interface JsonValue {
    /**
     * An object.
     *
     * @param members in the order in which they stand in the text; the compiler expects documents to follow it
     */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {}

    /** An array. */
    record JsonArray(List<JsonValue> elements) implements JsonValue {
        public JsonArray {
            elements = List.copyOf(elements);
        }
    }

    /** A string. */
    record JsonString(String value) implements JsonValue {}

    /** A number, exactly as written. */
    record JsonNumber(BigDecimal value) implements JsonValue {}

    /** {@code true} or {@code false}. */
    record JsonBoolean(boolean value) implements JsonValue {}

    /** {@code null}. */
    record JsonNull() implements JsonValue {}
}
