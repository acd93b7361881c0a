package io.conductorloop.executor.deadletter;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Target;
import org.jspecify.annotations.Nullable;

/**
 * An intent that failed for good.
 *
 * @param sequence its offset in {@code intents.received}
 * @param key of its records
 * @param source where it came in
 * @param file the file's name, for an intent that came as a file
 * @param failure why, in one line
 * @param attempts how often it was tried
 * @param sha256 of its bytes, hexadecimal
 * @param bytes the intent exactly as it came; not copied: do not change them
 */
public record DeadLetter(
        IntentId id,
        long sequence,
        String key,
        String source,
        @Nullable String file,
        String failure,
        int attempts,
        String sha256,
        byte[] bytes) {
    /** The target, or null when the bytes did not tell it. */
    public @Nullable Target target() {
        int slash = key.indexOf('/');
        return slash > 0 && slash < key.length() - 1 ? Target.ofKey(key) : null;
    }
}
