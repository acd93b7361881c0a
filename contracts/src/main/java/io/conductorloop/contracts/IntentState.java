package io.conductorloop.contracts;

/** Where an intent stands, in the order in which it may move. A final state never changes. */
public enum IntentState {
    /** Durable in Kafka. */
    RECEIVED,
    /** Valid and no repeat; waits for execution. */
    ACCEPTED,
    /** Valid and waiting for clean power. */
    DEFERRED,
    /** Being applied to its package. */
    EXECUTING,
    /** Failed in passing; due again later. */
    RETRYING,
    /** Waits for a person who decides about its package revision, or about the one before it. */
    PROPOSED,
    /** In a package revision. */
    EXECUTED,
    /** Says the same as the target's latest accepted intent. */
    DUPLICATE,
    /** A newer intent of its target was applied first. */
    SUPERSEDED,
    /** Not a valid intent. */
    REJECTED,
    /** Could not be executed; in the dead letters. */
    FAILED;

    /** Whether the intent has ended. */
    public boolean isFinal() {
        return compareTo(EXECUTED) >= 0;
    }
}
