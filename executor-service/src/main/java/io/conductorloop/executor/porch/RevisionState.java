package io.conductorloop.executor.porch;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A package revision as Porch shows it, in either version of its API.
 *
 * @param name the object's name; {@code <repository>.<package>.<workspace>}, but older servers name differently
 * @param revision 1 and up once published; 0 before; below 0 for the placeholder of a branch
 * @param resourceVersion of the object, to be sent back with every change; opaque
 * @param contentVersion tells one content of a draft from another; opaque
 * @param pending whether the server still works on the step submitted last
 * @param error why that step failed; null when it did not
 * @param createdAt by the server's clock, where it tells
 * @param document the object itself, in the form of the API it came from, where that is needed to change it; only who made it
 *     looks inside
 */
public record RevisionState(
        String name,
        String repository,
        String packageName,
        String workspace,
        Lifecycle lifecycle,
        int revision,
        String resourceVersion,
        String contentVersion,
        boolean pending,
        @Nullable String error,
        Map<String, String> annotations,
        @Nullable Instant createdAt,
        String document) {
    public RevisionState {
        annotations = Map.copyOf(annotations);
    }

    /** Whether it is part of the package's history. */
    boolean isPublished() {
        return lifecycle.isPublished() && revision >= 1;
    }

    /** Whether it may still become something else than it is. */
    boolean isOpen() {
        return !lifecycle.isPublished();
    }
}
