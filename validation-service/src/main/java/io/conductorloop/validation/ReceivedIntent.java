package io.conductorloop.validation;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Target;
import org.jspecify.annotations.Nullable;

/**
 * An intent as it came in.
 *
 * @param sequence its offset in {@code intents.received}
 * @param source as in {@link io.conductorloop.contracts.RecordHeaders#SOURCE}
 * @param file the file's name, for an intent that came as a file
 * @param target what its record is filed under, if that is a target
 * @param sha256 of the bytes, as its record has it; null: it has none
 */
public record ReceivedIntent(
        IntentId id,
        long sequence,
        String source,
        @Nullable String file,
        @Nullable Target target,
        @Nullable String sha256,
        byte[] bytes) {}
