package io.conductorloop.endtoend.faults;

import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.testkit.Intents;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Records that no service of this project writes. */
final class Poison {
    private static final int RANDOM_BYTES = 3_000;
    private static final byte[] NO_TEXT = {(byte) 0xC3, (byte) 0x28, (byte) 0xFF, 0};

    private final Random random;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

    private Poison(Random random) {
        this.random = random;
    }

    /** Some of every kind for a topic, none of which is about a file that was handed over. */
    static List<ProducerRecord<byte[], byte[]>> forTopic(String topic, Random random) {
        Poison poison = new Poison(random);
        poison.add(topic, null, null, Map.of());
        poison.add(topic, poison.key(), null, Map.of());
        poison.add(topic, poison.key(), new byte[0], Map.of());
        poison.add(topic, poison.key(), poison.randomBytes(), Map.of());
        poison.add(topic, null, poison.intent(), Map.of());
        poison.add(topic, poison.key(), null, poison.headers());
        poison.add(topic, poison.key(), new byte[0], poison.headers());
        poison.add(topic, poison.key(), poison.randomBytes(), poison.headers());
        poison.add(topic, poison.randomBytes(), poison.intent(), poison.headers());
        poison.add(topic, new byte[0], poison.intent(), poison.headers());
        for (String name : RecordHeaders.ALL) {
            for (byte[] value : new byte[][] {null, new byte[0], NO_TEXT, "wrong".getBytes(StandardCharsets.UTF_8)}) {
                Map<String, byte[]> headers = poison.headers();
                headers.put(name, value);
                poison.add(topic, poison.key(), poison.intent(), headers);
            }
            Map<String, byte[]> headers = poison.headers();
            headers.remove(name);
            poison.add(topic, poison.key(), poison.intent(), headers);
        }
        for (String number : List.of("-1", "1.5", "9223372036854775808", "٣", Long.toString(Long.MAX_VALUE))) {
            for (String name : List.of(RecordHeaders.SEQUENCE, RecordHeaders.ATTEMPT)) {
                Map<String, byte[]> headers = poison.headers();
                headers.put(name, number.getBytes(StandardCharsets.UTF_8));
                poison.add(topic, poison.key(), poison.intent(), headers);
            }
        }
        for (String type :
                List.of(EventTypes.INTENT_RECEIVED, EventTypes.INTENT_FINISHED, EventTypes.DEAD_LETTER_DECIDED)) {
            for (String value : List.of("{}", "[]", "null", "{\"type\":\"finished\"}", "{\"id\":1}", "")) {
                Map<String, byte[]> headers = poison.headers();
                headers.put(RecordHeaders.TYPE, type.getBytes(StandardCharsets.UTF_8));
                poison.add(topic, poison.key(), value.getBytes(StandardCharsets.UTF_8), headers);
            }
        }
        return poison.records;
    }

    private void add(String topic, byte @Nullable [] key, byte @Nullable [] value, Map<String, byte[]> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        headers.forEach(record.headers()::add);
        records.add(record);
    }

    private byte[] key() {
        return ("poison/target-" + random.nextInt(20)).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(RANDOM_BYTES)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] intent() {
        return Intents.scaling()
                .target("poison", "target-" + random.nextInt(20))
                .replicas(2)
                .bytes();
    }

    /** As of an intent that is well; the SHA-256 is that of some other. */
    private Map<String, byte[]> headers() {
        Map<String, String> text = new LinkedHashMap<>();
        text.put(RecordHeaders.SPEC_VERSION, RecordHeaders.SPEC_VERSION_1);
        text.put(RecordHeaders.ID, id());
        text.put(RecordHeaders.TYPE, EventTypes.INTENT_RECEIVED);
        text.put(RecordHeaders.SOURCE, RecordHeaders.FOLDER_SOURCE_PREFIX + "0123456789abcdef");
        text.put(RecordHeaders.SUBJECT, "poison.json");
        text.put(RecordHeaders.TIME, "2026-01-01T00:00:00Z");
        text.put(RecordHeaders.CONTENT_TYPE, RecordHeaders.JSON);
        text.put(RecordHeaders.SHA256, sha256(intent()));
        text.put(RecordHeaders.SEQUENCE, Integer.toString(random.nextInt(1_000)));
        text.put(RecordHeaders.ATTEMPT, "1");
        text.put(RecordHeaders.NOT_BEFORE, "2026-01-01T00:00:00Z");
        text.put(RecordHeaders.FAILURE, "poison");
        Map<String, byte[]> headers = new LinkedHashMap<>();
        text.forEach((name, value) -> headers.put(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    private String id() {
        long time = System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(time, random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L).toString();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
