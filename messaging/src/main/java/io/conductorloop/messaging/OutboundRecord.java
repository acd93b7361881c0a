package io.conductorloop.messaging;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record to publish.
 *
 * @param topic one of {@link io.conductorloop.contracts.Topics}
 * @param value null on a compacted topic alone: nothing is known of the key any more
 * @param headers by name, in the order in which they are written
 */
public record OutboundRecord(String topic, byte[] key, byte @Nullable [] value, Map<String, byte[]> headers) {
    /** Says on a compacted topic that nothing is known of the key any more. */
    public static OutboundRecord tombstone(String topic, byte[] key) {
        return new OutboundRecord(topic, key, null, Map.of());
    }

    /** A builder of headers with text values. */
    public static Map<String, byte[]> headers(String... namesAndValues) {
        Map<String, byte[]> headers = LinkedHashMap.newLinkedHashMap(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }
}
