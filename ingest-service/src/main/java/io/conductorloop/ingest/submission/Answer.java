package io.conductorloop.ingest.submission;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import java.time.Duration;

/** What became of one submitted intent. */
public sealed interface Answer {
    /** Durable; its end will be told under this id. */
    record Taken(IntentId id) implements Answer {}

    /** Not one JSON object. */
    record NotJson(Reason reason) implements Answer {}

    /**
     * Larger than may be.
     *
     * @param limit bytes
     */
    record TooLarge(long limit) implements Answer {}

    /**
     * One of more intents than may come at once.
     *
     * @param limit intents
     */
    record TooMany(int limit) implements Answer {}

    /** The idempotency key stands for another body. */
    record KeyReused() implements Answer {}

    /** No room now; the same call may succeed after a while. */
    record Busy(Duration retryAfter) implements Answer {}
}
