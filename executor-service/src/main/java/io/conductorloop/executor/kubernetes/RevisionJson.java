package io.conductorloop.executor.kubernetes;

import io.conductorloop.executor.porch.Lifecycle;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What both versions of the API write alike. */
final class RevisionJson {
    private RevisionJson() {}

    static @Nullable Lifecycle lifecycle(JsonNode object) {
        return switch (object.path("spec").path("lifecycle").asString("")) {
            case "Draft" -> Lifecycle.DRAFT;
            case "Proposed" -> Lifecycle.PROPOSED;
            case "Published" -> Lifecycle.PUBLISHED;
            case "DeletionProposed" -> Lifecycle.DELETION_PROPOSED;
            default -> null;
        };
    }

    /** A number, or as up to Porch 4.0 {@code v1}; 0 where there is none. */
    static int revision(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.asInt(0);
        }
        String text = value.asString("");
        return text.matches("v\\d{1,9}") ? Integer.parseInt(text.substring(1)) : 0;
    }

    static Map<String, String> annotations(JsonNode object) {
        return texts(object.path("metadata").path("annotations"));
    }

    static SortedMap<String, String> files(JsonNode resources) {
        return texts(resources.path("spec").path("resources"));
    }

    static @Nullable Instant createdAt(JsonNode object) {
        try {
            String text = object.path("metadata").path("creationTimestamp").asString("");
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    static String meta(JsonNode object, String field) {
        return object.path("metadata").path(field).asString("");
    }

    static String spec(JsonNode object, String field) {
        return object.path("spec").path(field).asString("");
    }

    private static SortedMap<String, String> texts(JsonNode object) {
        SortedMap<String, String> texts = new TreeMap<>();
        object.properties().forEach(one -> {
            if (one.getValue().isString()) {
                texts.put(one.getKey(), one.getValue().stringValue());
            }
        });
        return texts;
    }
}
