package io.conductorloop.json;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.Intent.Constraints;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Target;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads intents, as {@code intent.schema.json} describes them, out of their bytes. It does not validate: of bytes that
 * validation has let through it makes an {@link Intent}, and so has no limits of its own on lengths and sizes. Safe for use
 * by many threads.
 */
public final class IntentReader {
    /** Longer than any DNS name; what is longer names no target and makes no good record key. */
    private static final int LONGEST_NAME = 253;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /**
     * The intent in these bytes.
     *
     * @throws IllegalArgumentException when they are not JSON or lack what every intent has; other faults may go unseen
     */
    public Intent read(byte[] bytes) {
        try (JsonParser in = parser(bytes)) {
            return new Fields().read(in).intent();
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not an intent in JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The target these bytes speak of, valid intent or not: what {@code namespace} and {@code target} say, as long as they
     * are text of 1 to 253 characters without a slash. Reads no further than it must.
     */
    public Optional<Target> target(byte[] bytes) {
        String namespace = null;
        String name = null;
        try (JsonParser in = parser(bytes)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String field = in.nextName(); field != null; field = in.nextName()) {
                JsonToken value = in.nextToken();
                if (value == JsonToken.VALUE_STRING && field.equals("namespace")) {
                    namespace = in.getString();
                } else if (value == JsonToken.VALUE_STRING && field.equals("target")) {
                    name = in.getString();
                } else {
                    in.skipChildren();
                }
                if (namespace != null && name != null) {
                    return isName(namespace) && isName(name)
                            ? Optional.of(new Target(namespace, name))
                            : Optional.empty();
                }
            }
            return Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_NAME && text.indexOf('/') < 0;
    }

    private JsonParser parser(byte[] bytes) {
        return json.createParser(ObjectReadContext.empty(), bytes);
    }

    /** What stands in one intent, gathered in whatever order it comes. */
    private static final class Fields {
        private static final JsonFactory JSON = new JsonFactory();

        private @Nullable String type;
        private @Nullable String namespace;
        private @Nullable String target;
        private @Nullable Number replicas;
        private @Nullable Number priority;
        private @Nullable String reason;
        private @Nullable String source;
        private @Nullable String correlationId;
        private @Nullable String blueprint;
        private Constraints constraints = Constraints.NONE;

        Fields read(JsonParser in) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("an intent must be a JSON object");
            }
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                in.nextToken();
                switch (name) {
                    case "intent_type" -> type = Values.text(in);
                    case "namespace" -> namespace = Values.text(in);
                    case "target" -> target = Values.text(in);
                    case "replicas" -> replicas = Values.integer(in);
                    case "priority" -> priority = Values.integer(in);
                    case "reason" -> reason = Values.text(in);
                    case "source" -> source = Values.text(in);
                    case "correlation_id" -> correlationId = Values.text(in);
                    case "constraints" -> constraints = constraints(in);
                    case "nephio_context" -> blueprint = blueprint(in);
                    default -> in.skipChildren();
                }
            }
            if (in.nextToken() != null) {
                throw new IllegalArgumentException("an intent must be one JSON object with nothing after it");
            }
            return this;
        }

        Intent intent() {
            return new Intent(
                    type(needed(type, "intent_type")),
                    new Target(needed(namespace, "namespace"), needed(target, "target")),
                    Values.saturated(needed(replicas, "replicas")),
                    priority == null ? Intent.DEFAULT_PRIORITY : Values.saturated(priority),
                    reason,
                    source,
                    correlationId,
                    constraints,
                    blueprint);
        }

        private static IntentType type(String name) {
            return switch (name) {
                case "scaling" -> IntentType.SCALING;
                case "deployment" -> IntentType.DEPLOYMENT;
                case "configuration" -> IntentType.CONFIGURATION;
                default -> throw new IllegalArgumentException("an intent of the unknown type " + name);
            };
        }

        private static Constraints constraints(JsonParser in) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("constraints must be an object");
            }
            Number min = null;
            Number max = null;
            List<String> namespaces = List.of();
            String packageName = null;
            String repository = null;
            Boolean deferrable = null;
            String deadline = null;
            SortedMap<String, String> data = Collections.emptySortedMap();
            List<String> sites = List.of();
            Number latency = null;
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                in.nextToken();
                switch (name) {
                    case "min_replicas" -> min = Values.integer(in);
                    case "max_replicas" -> max = Values.integer(in);
                    case "allowed_namespaces" -> namespaces = texts(in, name);
                    case "kpt_package_name" -> packageName = Values.text(in);
                    case "porch_repository" -> repository = Values.text(in);
                    case "deferrable" -> deferrable = Values.truth(in);
                    case "deadline" -> deadline = Values.text(in);
                    case "data" -> data = data(in);
                    case "sites" -> sites = texts(in, name);
                    case "max_latency_ms" -> latency = Values.integer(in);
                    default -> in.skipChildren();
                }
            }
            Instant until = deadline == null ? null : Rfc3339.parse(deadline);
            return new Constraints(
                    min == null ? null : Values.saturated(min),
                    max == null ? null : Values.saturated(max),
                    namespaces,
                    packageName,
                    repository,
                    Boolean.TRUE.equals(deferrable),
                    until,
                    data,
                    sites,
                    latency == null ? null : Duration.ofMillis(Values.saturated(latency)));
        }

        /** Texts as they are, and every other value as its JSON; what is no object stands under the empty key, which nobody can use. */
        private static SortedMap<String, String> data(JsonParser in) {
            SortedMap<String, String> data = new TreeMap<>();
            if (in.currentToken() != JsonToken.START_OBJECT) {
                data.put("", json(in));
                return data;
            }
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                JsonToken value = in.nextToken();
                data.put(name, value == JsonToken.VALUE_STRING ? in.getString() : json(in));
            }
            return data;
        }

        private static String json(JsonParser in) {
            StringWriter text = new StringWriter();
            try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
                out.copyCurrentStructure(in);
            }
            return text.toString();
        }

        private static List<String> texts(JsonParser in, String field) {
            if (in.currentToken() != JsonToken.START_ARRAY) {
                throw new IllegalArgumentException(field + " must be an array");
            }
            List<String> texts = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                texts.add(needed(Values.text(in), field));
            }
            return texts;
        }

        private static @Nullable String blueprint(JsonParser in) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("nephio_context must be an object");
            }
            String blueprint = null;
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                in.nextToken();
                if (name.equals("blueprint_name")) {
                    blueprint = Values.text(in);
                } else {
                    in.skipChildren();
                }
            }
            return blueprint;
        }

        private static <T> T needed(@Nullable T value, String name) {
            if (value == null) {
                throw new IllegalArgumentException("an intent without " + name);
            }
            return value;
        }
    }
}
