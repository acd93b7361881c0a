package io.conductorloop.launcher.web;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Problem details (RFC 9457) as a sentence and a line for each reason. */
final class Problems {
    private Problems() {}

    static String sentence(int status, JsonNode problem) {
        String detail = problem.path("detail").asString("");
        String title = problem.path("title").asString("");
        String what = !detail.isBlank() ? detail : !title.isBlank() ? title : "No explanation was given";
        List<String> lines = new ArrayList<>();
        lines.add(what + " (HTTP " + status + ")");
        if (problem.path("reasons").size() > 1) {
            problem.path("reasons").forEach(reason -> lines.add("  " + Views.reason(reason)));
        }
        return String.join("\n", lines);
    }
}
