package io.conductorloop.executor.kubernetes;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** What came back over the wire. */
sealed interface Reply {
    /**
     * The server has answered.
     *
     * @param body missing when it was empty or no JSON
     * @param at the server's clock
     * @param retryAfter how long it asks to be left alone; zero when it did not say
     */
    record Answered(int status, JsonNode body, Instant at, Duration retryAfter) implements Reply {
        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** The sentence of a {@code Status} object. */
        String message() {
            return body.path("message").asString("");
        }
    }

    /** It has not, in the time it was given. */
    record TimedOut() implements Reply {}

    /** There was no connection, or none any more. */
    record Lost(String why) implements Reply {}
}
