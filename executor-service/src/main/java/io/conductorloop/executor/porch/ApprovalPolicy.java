package io.conductorloop.executor.porch;

/** Who publishes what the executor proposed. */
public enum ApprovalPolicy {
    /** The executor itself, at once. */
    AUTO,
    /**
     * A person. Not there yet: an intent that waits for a person needs a state of its own, {@code PROPOSED}, in the events, the
     * journal and the outcomes, and somebody who follows the revision until it is published or rejected.
     */
    PROPOSE_ONLY
}
