package io.conductorloop.embedded;

/** A server could not be started. The message is one sentence for the user, with what to do about it. */
public final class StartFailedException extends RuntimeException {
    public StartFailedException(String message) {
        super(message);
    }

    public StartFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
