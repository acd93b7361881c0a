package io.conductorloop.energy.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.energy.deferral.Held;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What validation writes, and what comes out on the other side. */
final class DeferredTraffic implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", RealInfrastructure.bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
            Map.of(
                    "bootstrap.servers",
                    RealInfrastructure.bootstrapServers(),
                    "group.id",
                    "deferral-it-" + System.nanoTime(),
                    "metadata.max.age.ms",
                    "1000",
                    "auto.offset.reset",
                    "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    private final Map<IntentId, Sent> sent = new LinkedHashMap<>();
    private final Map<IntentId, List<ConsumerRecord<byte[], byte[]>>> accepted = new HashMap<>();
    private final Map<IntentId, IntentFinished> outcomes = new HashMap<>();

    record Sent(IntentId id, String key, byte[] bytes, Instant deadline) {}

    DeferredTraffic() {
        consumer.subscribe(List.of(Topics.ACCEPTED, Topics.OUTCOMES));
    }

    /** Sends an intent that may wait; its target is given by {@code target}. */
    void defer(long number, int target, int priority, Instant deadline) {
        String name = "t" + target;
        byte[] bytes = ("{\"intent_type\":\"scaling\",\"target\":\"%s\",\"namespace\":\"oran\",\"replicas\":%d,"
                        + "\"priority\":%d,\"constraints\":{\"deferrable\":true,\"deadline\":\"%s\"}}")
                .formatted(name, 1 + number % 100, priority, deadline)
                .getBytes(UTF_8);
        send(Topics.DEFERRED, new Sent(Held.id(number), "oran/" + name, bytes, deadline), number);
    }

    /** Sends an intent past the waiting room, as validation does with one that may not wait. */
    void accept(long number) {
        byte[] bytes = Held.intent(number, "u" + number, 5, Instant.now()).bytes();
        send(Topics.ACCEPTED, new Sent(Held.id(number), "oran/u" + number, bytes, Instant.MAX), number);
    }

    /** Writes what only a broken producer writes, on both topics that the service reads. */
    void breakThings() {
        byte[] intent = Held.intent(7_000_001, "broken", 5, null).bytes();
        byte[] nowhere =
                "{\"intent_type\":\"scaling\",\"target\":\"\",\"namespace\":\"\",\"replicas\":2}".getBytes(UTF_8);
        for (String topic : List.of(Topics.DEFERRED, Topics.HELD)) {
            for (byte[] value : new byte[][] {null, new byte[0], {-1, 0, 1}, intent, nowhere}) {
                for (byte[] key : new byte[][] {null, new byte[0], {-1, -2}, "oran/broken".getBytes(UTF_8)}) {
                    if (key == null && topic.equals(Topics.HELD)) {
                        continue; // refused by a compacted topic
                    }
                    producer.send(new ProducerRecord<>(topic, key, value));
                    ProducerRecord<byte[], byte[]> halfway = new ProducerRecord<>(topic, key, value);
                    Held.headers(7_000_001).forEach(halfway.headers()::add);
                    halfway.headers().remove(RecordHeaders.SEQUENCE).add(RecordHeaders.SEQUENCE, "-1".getBytes(UTF_8));
                    producer.send(halfway);
                }
            }
            ProducerRecord<byte[], byte[]> lost = new ProducerRecord<>(topic, "oran/lost".getBytes(UTF_8), nowhere);
            Held.headers(7_000_002).forEach(lost.headers()::add);
            producer.send(lost);
        }
    }

    private void send(String topic, Sent intent, long number) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, intent.key().getBytes(UTF_8), intent.bytes());
        Held.headers(number).forEach(record.headers()::add);
        producer.send(record);
        sent.put(intent.id(), intent);
    }

    void flush() {
        producer.flush();
    }

    Map<IntentId, Sent> sent() {
        return sent;
    }

    Map<IntentId, List<ConsumerRecord<byte[], byte[]>>> accepted() {
        return accepted;
    }

    /** How many that may wait were sent on so far. */
    long released() {
        return accepted.keySet().stream()
                .filter(sent::containsKey)
                .filter(id -> sent.get(id).deadline().isBefore(Instant.MAX))
                .count();
    }

    Map<IntentId, IntentFinished> outcomes() {
        return outcomes;
    }

    /** Reads on until it is so. */
    void readUntil(Duration atMost, BooleanSupplier reached) {
        await().atMost(atMost).pollInSameThread().until(() -> {
            read();
            return reached.getAsBoolean();
        });
    }

    boolean isAllAnswered() {
        return sent.keySet().stream().allMatch(id -> accepted.containsKey(id) || outcomes.containsKey(id));
    }

    private void read() {
        JsonEventCodec codec = new JsonEventCodec();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            if (record.topic().equals(Topics.ACCEPTED)) {
                Header header = record.headers().lastHeader(RecordHeaders.ID);
                if (header == null) {
                    continue;
                }
                IntentId id = IntentId.parse(new String(header.value(), UTF_8));
                accepted.computeIfAbsent(id, _ -> new ArrayList<>()).add(record);
            } else if (codec.decode(record.value()) instanceof IntentFinished finished) {
                outcomes.put(finished.id(), finished);
            }
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
