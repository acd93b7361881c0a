package io.conductorloop.energy.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.energy.deferral.DeferredIntent;
import io.conductorloop.energy.deferral.HeldLog;
import io.conductorloop.energy.deferral.IntentReading;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.state.StateUnavailableException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log on {@code intents.held}: an intent's record under its id, and an empty one once it waits no longer; compaction
 * leaves the last of each. It is read from its beginning to where it ended when the reading began, without a group.
 */
public final class KafkaHeldLog implements HeldLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaHeldLog.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final RecordPublisher publisher;
    private final IntentReading reading;
    private final Map<String, Object> settings;
    private final Duration patience;

    /**
     * A log.
     *
     * @param settings of a consumer: how to reach and trust Kafka
     * @param patience how long reading may take
     */
    public KafkaHeldLog(
            RecordPublisher publisher, IntentReading reading, Map<String, Object> settings, Duration patience) {
        this.publisher = publisher;
        this.reading = reading;
        this.settings = new LinkedHashMap<>(settings);
        this.settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.patience = patience;
    }

    @Override
    public void keep(Collection<DeferredIntent> intents) {
        publisher.publishAndAwait(intents.stream()
                .map(intent -> {
                    Map<String, byte[]> headers = new LinkedHashMap<>(intent.headers());
                    headers.put(RecordHeaders.RECORD_KEY, intent.key().getBytes(UTF_8));
                    return new OutboundRecord(Topics.HELD, id(intent.id()), intent.bytes(), headers);
                })
                .toList());
    }

    @Override
    public void drop(Collection<IntentId> ids) {
        publisher.publishAndAwait(ids.stream()
                .map(id -> OutboundRecord.tombstone(Topics.HELD, id(id)))
                .toList());
    }

    /**
     * {@inheritDoc}
     *
     * @throws StateUnavailableException when Kafka does not answer in time
     */
    @Override
    public void forEach(Consumer<DeferredIntent> each) {
        latest().values().forEach(record -> show(record, each));
    }

    private Map<String, ConsumerRecord<byte[], byte[]>> latest() {
        Map<String, ConsumerRecord<byte[], byte[]>> latest = new LinkedHashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.HELD, patience).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
            long deadline = System.nanoTime() + patience.toNanos();
            while (!isAtEnd(consumer, ends)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new KafkaException("not read to its end within " + patience);
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.key() != null) {
                        note(latest, record);
                    }
                }
            }
        } catch (KafkaException e) {
            throw new StateUnavailableException("Cannot read " + Topics.HELD + ": " + e.getMessage(), e);
        }
        return latest;
    }

    private boolean isAtEnd(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), patience) >= end.getValue());
    }

    private static void note(
            Map<String, ConsumerRecord<byte[], byte[]>> latest, ConsumerRecord<byte[], byte[]> record) {
        String id = new String(record.key(), UTF_8);
        if (record.value() == null) {
            latest.remove(id);
        } else {
            latest.put(id, record);
        }
    }

    private void show(ConsumerRecord<byte[], byte[]> record, Consumer<DeferredIntent> each) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), header.value());
            }
        }
        byte[] key = headers.remove(RecordHeaders.RECORD_KEY);
        DeferredIntent intent;
        try {
            intent = reading.deferred(key == null ? "" : new String(key, UTF_8), record.value(), headers);
            if (!Arrays.equals(id(intent.id()), record.key())) {
                throw new IllegalArgumentException("its key is another than its intent's id");
            }
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "Passed over a record of {}, partition {}, offset {}, which only a broken producer writes: {}",
                    Topics.HELD,
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return;
        }
        each.accept(intent);
    }

    private static byte[] id(IntentId id) {
        return id.toString().getBytes(UTF_8);
    }
}
