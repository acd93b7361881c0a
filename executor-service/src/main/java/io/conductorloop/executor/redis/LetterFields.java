package io.conductorloop.executor.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.deadletter.DeadLetter;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dead letter as fields of a hash: text, and the intent's bytes as they are. */
final class LetterFields {
    private static final String SEQUENCE = "sequence";
    private static final String KEY = "key";
    private static final String SOURCE = "source";
    private static final String FILE = "file";
    private static final String FAILURE = "failure";
    private static final String ATTEMPTS = "attempts";
    private static final String SHA256 = "sha256";
    private static final String BYTES = "bytes";

    private LetterFields() {}

    static IdentityHashMap<byte[], byte[]> of(DeadLetter letter) {
        IdentityHashMap<byte[], byte[]> fields = new IdentityHashMap<>();
        put(fields, SEQUENCE, Long.toString(letter.sequence()));
        put(fields, KEY, letter.key());
        put(fields, SOURCE, letter.source());
        if (letter.file() != null) {
            put(fields, FILE, letter.file());
        }
        put(fields, FAILURE, letter.failure());
        put(fields, ATTEMPTS, Integer.toString(letter.attempts()));
        put(fields, SHA256, letter.sha256());
        fields.put(BYTES.getBytes(UTF_8), letter.bytes());
        return fields;
    }

    /** The letter in the fields, or null when there is none: a decision alone is none. */
    static @Nullable DeadLetter letter(IntentId id, Map<String, byte[]> fields) {
        byte[] bytes = fields.get(BYTES);
        if (bytes == null) {
            return null;
        }
        return new DeadLetter(
                id,
                Long.parseLong(text(fields, SEQUENCE)),
                text(fields, KEY),
                text(fields, SOURCE),
                fields.containsKey(FILE) ? text(fields, FILE) : null,
                text(fields, FAILURE),
                Integer.parseInt(text(fields, ATTEMPTS)),
                text(fields, SHA256),
                bytes);
    }

    private static String text(Map<String, byte[]> fields, String name) {
        byte[] value = fields.get(name);
        if (value == null) {
            throw new IllegalStateException("a dead letter without " + name);
        }
        return new String(value, UTF_8);
    }

    private static void put(IdentityHashMap<byte[], byte[]> fields, String name, String value) {
        fields.put(name.getBytes(UTF_8), value.getBytes(UTF_8));
    }
}
