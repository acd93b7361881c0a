package io.conductorloop.executor.porch;

/** Whether calls go to a repository. */
public enum BreakerState {
    /** They do. */
    CLOSED,
    /** A few, to find out whether it has recovered. */
    HALF_OPEN,
    /** None for a while: it has failed several times. */
    OPEN
}
