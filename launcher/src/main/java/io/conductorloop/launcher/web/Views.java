package io.conductorloop.launcher.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Answers of the services as text for people. What a newer service adds is shown under its own name. */
public final class Views {
    /** For clients that follow links; people have the commands. */
    private static final Set<String> FOR_MACHINES = Set.of("links", "_links");

    private Views() {}

    /** One thing: a line for each of its properties, reasons and nested things indented below. */
    public static List<String> thing(JsonNode thing) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : thing.properties()) {
            if (!FOR_MACHINES.contains(property.getKey())) {
                describe(words(property.getKey()), property.getValue(), lines);
            }
        }
        return lines;
    }

    /** A list of intents or dead letters, a line each, in columns. */
    public static List<String> table(JsonNode items) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode item : items) {
            rows.add(List.of(
                    first(item, "id", "intentId"),
                    state(item),
                    target(item),
                    first(item, "updatedAt", "at", "failedAt", "diedAt"),
                    summary(item)));
        }
        int[] widths = new int[5];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /** The items of a page, whatever the service calls them. */
    public static JsonNode items(JsonNode page) {
        return page.isArray() ? page : page.path("items");
    }

    /** One step of an intent's story. */
    public static String step(JsonNode step) {
        String message = step.path("message").asString("");
        String attempt =
                step.hasNonNull("attempt") ? " (attempt " + step.path("attempt").asInt() + ")" : "";
        return "  " + step.path("at").asString("") + "  "
                + String.format(Locale.ROOT, "%-10s", step.path("state").asString("")) + attempt
                + (message.isEmpty() ? "" : " " + message);
    }

    static String reason(JsonNode reason) {
        if (!reason.isObject()) {
            return reason.asString("");
        }
        String pointer = reason.path("pointer").asString("");
        String rule = reason.path("rule").asString("");
        return (pointer.isEmpty() ? "" : pointer + ": ")
                + reason.path("message").asString("")
                + (rule.isEmpty() ? "" : " [" + rule + "]");
    }

    private static void describe(String name, JsonNode value, List<String> lines) {
        if (value.isNull() || (value.isContainer() && value.isEmpty())) {
            return;
        }
        if (isTarget(value)) {
            lines.add(column(name) + targetText(value));
        } else if (value.isArray()) {
            lines.add(name);
            value.forEach(item -> {
                if (item.has("message") && item.has("rule")) {
                    lines.add("  " + reason(item));
                } else if (item.isObject()) {
                    List<String> inner = thing(item);
                    inner.forEach(line -> lines.add("  " + line));
                } else {
                    lines.add("  " + item.asString(""));
                }
            });
        } else if (value.isObject() && value.has("message") && value.has("rule")) {
            lines.add(column(name) + reason(value));
        } else if (value.isObject()) {
            lines.add(name);
            thing(value).forEach(line -> lines.add("  " + line));
        } else {
            lines.add(column(name) + value.asString(""));
        }
    }

    private static String column(String name) {
        return String.format(Locale.ROOT, "%-14s ", name);
    }

    /** {@code claimedAt} as {@code claimed at}. */
    private static String words(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    private static boolean isTarget(JsonNode value) {
        return value.isObject() && value.has("namespace") && value.has("name") && value.size() == 2;
    }

    private static String targetText(JsonNode target) {
        return target.path("namespace").asString("") + "/" + target.path("name").asString("");
    }

    private static String target(JsonNode item) {
        JsonNode target = item.path("target");
        if (isTarget(target)) {
            return targetText(target);
        }
        return target.isString() ? target.asString("") : first(item, "file");
    }

    private static String state(JsonNode item) {
        return first(item, "state", "status");
    }

    private static String summary(JsonNode item) {
        JsonNode outcome = item.path("outcome");
        if (outcome.hasNonNull("message")) {
            return outcome.path("message").asString("");
        }
        JsonNode reasons = item.path("reasons");
        if (reasons.isArray() && !reasons.isEmpty()) {
            return reason(reasons.get(0));
        }
        return item.has("reason") ? reason(item.path("reason")) : first(item, "failure", "message");
    }

    private static String first(JsonNode item, String... names) {
        for (String name : names) {
            if (item.hasNonNull(name) && !item.path(name).isContainer()) {
                return item.path(name).asString("");
            }
        }
        return "";
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > 0) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
        }
        return line.toString().stripTrailing();
    }
}
