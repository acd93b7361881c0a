package io.conductorloop.porchfake;

import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code kpt fn render} does to files: it writes YAML anew, so that bytes cannot be compared, and notes in the Kptfile that it
 * was there. Its functions fail on a file that says {@code breaks-render}.
 */
final class Rendering {
    private static final String FAILING = "breaks-render";
    private static final String DONE = """
            status:
              conditions:
              - type: Rendered
                status: "True"
                reason: RenderSuccess
            """;

    private Rendering() {}

    static boolean fails(ObjectNode files) {
        return files.toString().contains(FAILING);
    }

    static ObjectNode healed(ObjectNode files) {
        ObjectNode healed = JsonNodeFactory.instance.objectNode();
        files.properties().forEach(file -> {
            String name = file.getKey();
            String text = file.getValue().asString("");
            healed.put(
                    name,
                    name.equals("Kptfile") || name.matches(".*\\.ya?ml")
                            ? written(name.equals("Kptfile"), text)
                            : text);
        });
        return healed;
    }

    private static String written(boolean isKptfile, String text) {
        String lines = text.lines().map(String::stripTrailing).collect(Collectors.joining("\n")) + "\n";
        return isKptfile && !lines.contains("\nstatus:") ? lines + DONE : lines;
    }
}
