package io.conductorloop.executor.porch;

/** Who approves the revisions that the executor proposes. */
public enum Approval {
    /** The executor itself, at once. */
    AUTO,
    /** A person, in Porch, whenever that may be. */
    PROPOSE_ONLY
}
