package io.conductorloop.porchfake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a list or a watch is narrowed down to. Fields are compared with {@code =} and {@code ==} alone, labels as Kubernetes does
 * it without sets.
 *
 * @param refusal why the selectors are none; null when they are
 */
record Selectors(Predicate<JsonNode> selected, @Nullable String refusal) {
    private static final Set<String> FIELDS = Set.of(
            "metadata.name",
            "metadata.namespace",
            "spec.repository",
            "spec.packageName",
            "spec.workspaceName",
            "spec.lifecycle",
            "spec.revision",
            "status.revision");

    static Selectors of(Call call) {
        List<Predicate<JsonNode>> all = new ArrayList<>();
        for (String term : terms(call.query().get("fieldSelector"))) {
            String[] pair = term.split("==?", 2);
            if (term.contains("!=") || pair.length < 2 || !FIELDS.contains(pair[0])) {
                return new Selectors(_ -> false, "unsupported fieldSelector \"" + term + "\"");
            }
            all.add(object -> text(object, pair[0]).equals(pair[1]));
        }
        for (String term : terms(call.query().get("labelSelector"))) {
            if (term.contains("!=")) {
                String[] pair = term.split("!=", 2);
                all.add(object -> !label(object, pair[0]).equals(pair[1]));
            } else if (term.contains("=")) {
                String[] pair = term.split("==?", 2);
                all.add(object -> label(object, pair[0]).equals(pair[1]));
            } else {
                all.add(object -> object.path("metadata").path("labels").has(term));
            }
        }
        return new Selectors(object -> all.stream().allMatch(one -> one.test(object)), null);
    }

    private static List<String> terms(@Nullable String selector) {
        return selector == null || selector.isEmpty() ? List.of() : List.of(selector.split(",", -1));
    }

    private static String text(JsonNode object, String field) {
        JsonNode value = object;
        for (String part : field.split("\\.", -1)) {
            value = value.path(part);
        }
        return value.isNumber() ? value.asString() : value.asString("");
    }

    private static String label(JsonNode object, String key) {
        return object.path("metadata").path("labels").path(key).asString("");
    }
}
