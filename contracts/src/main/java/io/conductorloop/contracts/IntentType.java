package io.conductorloop.contracts;

/** What kind of change an intent asks for. */
public enum IntentType {
    /** So many replicas of the target. */
    SCALING,
    /** The target as a new deployment. */
    DEPLOYMENT,
    /** Settings for the target. */
    CONFIGURATION
}
