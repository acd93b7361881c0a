package io.conductorloop.executor.porch;

/** What Porch is asked to do; the same status means different things for each. */
public enum PorchCall {
    LIST,
    READ,
    CREATE,
    WRITE,
    PROPOSE,
    PUBLISH,
    DELETE,
    REPOSITORIES
}
