package io.conductorloop.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * An operation as a service's OpenAPI document describes it.
 *
 * @param service whose it is
 * @param method of HTTP, upper case
 * @param path with its variables in braces
 * @param bodies the media types of its body; empty: it has none
 */
record RestOperation(String service, String method, String path, List<Parameter> parameters, Set<String> bodies) {
    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete", "options");

    /**
     * A parameter of an operation.
     *
     * @param in {@code path}, {@code query} or {@code header}
     * @param type of its JSON schema
     * @param values those that its schema enumerates
     */
    record Parameter(String name, String in, String type, List<String> values) {}

    /** All operations of a document. */
    static List<RestOperation> of(String service, JsonNode openApi) {
        List<RestOperation> operations = new ArrayList<>();
        openApi.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        operations.add(new RestOperation(
                                service,
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                parameters(openApi, method.getValue()),
                                new TreeSet<>(method.getValue()
                                        .path("requestBody")
                                        .path("content")
                                        .propertyNames())));
                    }
                }));
        return operations;
    }

    private static List<Parameter> parameters(JsonNode openApi, JsonNode operation) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            JsonNode schema = parameter.path("schema");
            if (schema.has("$ref")) {
                schema = openApi.at(schema.path("$ref").asString().substring(1));
            }
            List<String> values = new ArrayList<>();
            schema.path("enum").forEach(value -> values.add(value.asString()));
            parameters.add(new Parameter(
                    parameter.path("name").asString(),
                    parameter.path("in").asString(),
                    schema.path("type").asString("string"),
                    values));
        }
        return parameters;
    }

    @Override
    public String toString() {
        return service + " " + method + " " + path;
    }
}
