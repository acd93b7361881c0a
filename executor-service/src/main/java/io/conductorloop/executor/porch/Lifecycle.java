package io.conductorloop.executor.porch;

/** Where a package revision stands between its making and its end. */
public enum Lifecycle {
    DRAFT,
    PROPOSED,
    PUBLISHED,
    /** Still published, but somebody asks for its deletion. */
    DELETION_PROPOSED;

    /** Whether it counts as content of the package. */
    public boolean isPublished() {
        return this == PUBLISHED || this == DELETION_PROPOSED;
    }
}
