package io.conductorloop.ingest.submission;

import io.conductorloop.contracts.IntentId;
import java.util.Map;

/**
 * Remembers for a configured time which intent each caller's idempotency key stands for. A key is bound before its intent
 * is published: after a crash in between, the same call gives the same id, and publishing it again is harmless.
 */
public interface IdempotencyKeys {
    /**
     * What a key stands for.
     *
     * @param sha256 of the intent's bytes, 64 hexadecimal digits
     */
    record Binding(IntentId id, String sha256) {}

    /** Binds each key that is free, in one round trip, and says what every one of them is bound to now. */
    Map<String, Binding> bind(Map<String, Binding> proposals);
}
