package io.conductorloop.validation.json;

import io.conductorloop.validation.schema.JsonValue;
import io.conductorloop.validation.schema.JsonValue.JsonArray;
import io.conductorloop.validation.schema.JsonValue.JsonBoolean;
import io.conductorloop.validation.schema.JsonValue.JsonNull;
import io.conductorloop.validation.schema.JsonValue.JsonNumber;
import io.conductorloop.validation.schema.JsonValue.JsonObject;
import io.conductorloop.validation.schema.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the text of a schema. */
public final class SchemaReader {
    /** Strict, and exact: a number keeps all its digits. */
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private SchemaReader() {}

    /**
     * The schema in these bytes.
     *
     * @throws tools.jackson.core.JacksonException when they are not JSON
     */
    public static JsonValue read(byte[] schema) {
        return value(MAPPER.readTree(schema));
    }

    static JsonValue value(JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), value(member.getValue())));
            return new JsonObject(Collections.unmodifiableMap(members));
        } else if (node.isArray()) {
            List<JsonValue> elements = new ArrayList<>();
            node.forEach(element -> elements.add(value(element)));
            return new JsonArray(elements);
        } else if (node.isString()) {
            return new JsonString(node.stringValue());
        } else if (node.isNumber()) {
            return new JsonNumber(node.decimalValue());
        } else if (node.isBoolean()) {
            return new JsonBoolean(node.booleanValue());
        }
        return new JsonNull();
    }
}
