package io.conductorloop.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that was read.
 *
 * @param key the record key, or null where the producer gave none
 * @param value the value's bytes, not copied: do not change them; empty where the producer gave none
 * @param headers by name; of several with one name, the last
 */
public record InboundRecord(
        int partition, long offset, byte @Nullable [] key, byte[] value, Map<String, byte[]> headers) {
    /** The message header that has the records of a poll, as a list. */
    public static final String BATCH = "conductorRecords";

    /** The header's text, or null when it is not there. */
    public @Nullable String header(String name) {
        byte[] value = headers.get(name);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    /** The key's text, or the empty text when there is no key. */
    public String keyText() {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }
}
