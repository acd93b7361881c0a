package io.conductorloop.messaging;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record to publish.
 *
 * @param topic one of {@link io.conductorloop.contracts.Topics}
 * @param headers by name, in the order in which they are written
 */
public record OutboundRecord(String topic, byte[] key, byte[] value, Map<String, byte[]> headers) {
    /** A builder of headers with text values. */
    public static Map<String, byte[]> headers(String... namesAndValues) {
        Map<String, byte[]> headers = LinkedHashMap.newLinkedHashMap(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }
}
