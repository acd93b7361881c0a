package io.conductorloop.porchfake;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * One request's time with the server.
 *
 * @param longer how much longer than usual it holds the lock of a git address
 * @param isServed whether the server that took the request is still there
 */
record Turn(Duration longer, BooleanSupplier isServed) {
    /** For work that no request waits for. */
    static final Turn UNASKED = new Turn(Duration.ZERO, () -> true);

    /** The server has ended with this request in it. */
    static final class ServerGone extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
