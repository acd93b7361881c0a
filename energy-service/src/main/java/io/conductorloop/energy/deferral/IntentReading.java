package io.conductorloop.energy.deferral;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Target;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads intents out of their bytes. */
@FunctionalInterface
public interface IntentReading {
    /**
     * The intent in these bytes.
     *
     * @throws IllegalArgumentException when they are none
     */
    Intent read(byte[] bytes);

    /**
     * The deferred intent that a record says.
     *
     * @throws IllegalArgumentException when it names no intent, has no sequence, or its bytes are no intent
     */
    default DeferredIntent deferred(String key, byte[] bytes, Map<String, byte[]> headers) {
        long sequence = Long.parseLong(header(headers, RecordHeaders.SEQUENCE));
        if (sequence < 0) {
            throw new IllegalArgumentException("a sequence below zero: " + sequence);
        }
        Intent intent = read(bytes);
        if (!Target.ofKey(intent.target().key()).equals(intent.target())) {
            throw new IllegalArgumentException("not a target that a key can name: " + intent.target());
        }
        return new DeferredIntent(
                IntentId.parse(header(headers, RecordHeaders.ID)),
                sequence,
                key,
                bytes,
                headers,
                intent.target(),
                intent.type(),
                intent.priority(),
                intent.constraints().deadline());
    }

    private static String header(Map<String, byte[]> headers, String name) {
        byte[] value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no header " + name);
        }
        return new String(value, StandardCharsets.UTF_8);
    }
}
