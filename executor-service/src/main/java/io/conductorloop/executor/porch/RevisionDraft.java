package io.conductorloop.executor.porch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A package revision that is to be made as a draft.
 *
 * @param source the published revision of the same package whose content it begins with; null: the package is new
 * @param upstream the published revision of another package that a new package is cloned from; null: it begins empty
 * @param description for a new package
 */
public record RevisionDraft(
        String repository,
        String packageName,
        String workspace,
        @Nullable RevisionState source,
        @Nullable RevisionState upstream,
        String description,
        Map<String, String> annotations) {
    /** Marks what the executor made, so that a selector finds it. */
    public static final Map<String, String> LABELS = Map.of("app.kubernetes.io/managed-by", "conductor-loop");

    public RevisionDraft {
        annotations = Map.copyOf(annotations);
    }

    /** The name that the server will give it. */
    public String derivedName() {
        return repository + "." + packageName + "." + workspace;
    }
}
