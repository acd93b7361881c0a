package io.conductorloop.state;

import java.io.Serial;

/**
 * The store behind a port did not answer, or not in time. Whether a write took place is unknown; every write of these ports
 * may be repeated, so the caller lets this pass and is delivered the same batch again.
 */
public final class StateUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The store, as a person would name it, and what it said. */
    public StateUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
