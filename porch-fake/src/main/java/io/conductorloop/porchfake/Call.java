package io.conductorloop.porchfake;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request to {@code /apis/<group>/<version>/namespaces/<namespace>/<resource>[/<name>[/<subresource>]]}.
 *
 * @param name empty where the path has none
 * @param subresource the same
 */
record Call(
        String method,
        String version,
        String namespace,
        String resource,
        String name,
        String subresource,
        Map<String, String> query,
        JsonNode body) {
    private static final int GROUP = 2;
    private static final int NAMESPACE = 4;
    private static final int RESOURCE = 5;
    private static final int NAME = 6;
    private static final int SUBRESOURCE = 7;

    static Call of(String method, URI address, JsonNode body) {
        String[] parts = address.getPath().substring(1).split("/", -1);
        return new Call(
                method,
                part(parts, GROUP),
                part(parts, NAMESPACE),
                part(parts, RESOURCE),
                part(parts, NAME),
                part(parts, SUBRESOURCE),
                parameters(address.getRawQuery()),
                body);
    }

    /** What a {@link FaultPlan} decides by. */
    String what() {
        return method + " " + (subresource.isEmpty() ? resource : subresource);
    }

    boolean isSecondVersion() {
        return version.equals("v1alpha2");
    }

    boolean isWatch() {
        return query.getOrDefault("watch", "").matches("true|1");
    }

    private static String part(String[] parts, int index) {
        return index < parts.length ? parts[index] : "";
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query != null) {
            for (String parameter : query.split("&", -1)) {
                int equals = parameter.indexOf('=');
                parameters.put(
                        equals < 0 ? parameter : parameter.substring(0, equals),
                        equals < 0 ? "" : URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
