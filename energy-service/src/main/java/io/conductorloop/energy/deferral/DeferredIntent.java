package io.conductorloop.energy.deferral;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Target;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An intent that may wait, with all that its release must repeat exactly.
 *
 * @param sequence offset in {@code intents.received}; orders the intents of one target
 * @param key of its record
 * @param bytes of its record, as they were received; empty once it has been settled
 * @param headers of its record
 * @param priority 0 to 10, 10 first
 * @param deadline when it must have been carried out, where its author says so
 */
public record DeferredIntent(
        IntentId id,
        long sequence,
        String key,
        byte[] bytes,
        Map<String, byte[]> headers,
        Target target,
        IntentType type,
        int priority,
        @Nullable Instant deadline) {

    public DeferredIntent {
        headers = Map.copyOf(headers);
    }

    /** What of two intents only the newer can hold: one target's intents of one type. */
    public String facet() {
        return type.name() + ' ' + target.key();
    }

    /** Where it came in, for its outcome. */
    public String source() {
        String source = header(RecordHeaders.SOURCE);
        return source == null ? "" : source;
    }

    /** The file's name, for an intent that came as a file. */
    public @Nullable String file() {
        String subject = header(RecordHeaders.SUBJECT);
        if (subject == null) {
            return null;
        }
        try {
            // A plus sign is itself here, unlike in a form.
            return URLDecoder.decode(subject.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return subject;
        }
    }

    /** A header's text, or null when it is not there. */
    public @Nullable String header(String name) {
        byte[] value = headers.get(name);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
}
