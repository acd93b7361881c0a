package io.conductorloop.executor;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import org.jspecify.annotations.Nullable;

/**
 * An accepted intent as it came to the executor, for the first time or again.
 *
 * @param sequence offset in {@code intents.received}
 * @param attempts how often its execution was tried before
 * @param source where it came in, for its outcome
 * @param file the file's name, for an intent that came as a file
 */
public record DeliveredIntent(
        IntentId id,
        long sequence,
        int attempts,
        String source,
        @Nullable String file,
        Content content) {

    /** What the intent's bytes say. */
    public sealed interface Content {}

    /** They are an intent. */
    public record Understood(Intent intent) implements Content {}

    /** They are none, for a reason that will not change. */
    public record Unreadable(Reason reason) implements Content {}

    /** The intent, or null when its bytes are none. */
    public @Nullable Intent intent() {
        return content instanceof Understood(Intent intent) ? intent : null;
    }

    /** The side of which target this is about, or null when its bytes do not tell. */
    public @Nullable Facet facet() {
        return content instanceof Understood(Intent intent) ? Facet.of(intent) : null;
    }

    /** The target, or null when the bytes do not tell it. */
    public @Nullable Target target() {
        return content instanceof Understood(Intent intent) ? intent.target() : null;
    }
}
