package io.conductorloop.messaging.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.LatestRecords;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A compacted topic as it stands, kept in memory: read from its beginning once, without a group, and from then on what was added. After
 * a failure, or when it has got more partitions, it is read anew.
 */
public final class CompactedTopic implements LatestRecords, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String topic;
    private final Map<String, Object> settings;
    private final Duration patience;
    private final Map<String, InboundRecord> latest = new LinkedHashMap<>();
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;

    /**
     * A reader of the topic; it connects when it is first read.
     *
     * @param settings of a consumer: how to reach and trust Kafka
     * @param patience how long reading may take
     */
    public CompactedTopic(String topic, Map<String, Object> settings, Duration patience) {
        this.topic = topic;
        this.settings = new LinkedHashMap<>(settings);
        this.settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        this.settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.patience = patience;
    }

    @Override
    public synchronized Collection<InboundRecord> read() {
        try {
            KafkaConsumer<byte[], byte[]> open = assigned();
            Set<TopicPartition> partitions = open.assignment();
            Map<TopicPartition, Long> ends = open.endOffsets(partitions, patience);
            if (partitions.stream().anyMatch(one -> open.position(one, patience) > ends.getOrDefault(one, 0L))) {
                throw new KafkaException("it was made anew; it is read from its beginning the next time");
            }
            long deadline = System.nanoTime() + patience.toNanos();
            while (!partitions.stream().allMatch(one -> open.position(one, patience) >= ends.getOrDefault(one, 0L))) {
                if (System.nanoTime() - deadline > 0) {
                    throw new KafkaException("not read to its end within " + patience);
                }
                for (ConsumerRecord<byte[], byte[]> record : open.poll(POLL)) {
                    note(record);
                }
            }
            return List.copyOf(latest.values());
        } catch (KafkaException e) {
            close();
            throw new IllegalStateException("Cannot read " + topic + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        latest.clear();
        KafkaConsumer<byte[], byte[]> closing = consumer;
        // First, as closing may fail, and a closed one reads nothing more.
        consumer = null;
        if (closing != null) {
            closing.close();
        }
    }

    private KafkaConsumer<byte[], byte[]> assigned() {
        if (consumer != null
                && consumer.partitionsFor(topic, patience).size()
                        != consumer.assignment().size()) {
            close();
        }
        if (consumer == null) {
            KafkaConsumer<byte[], byte[]> made =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer = made;
            List<TopicPartition> partitions = made.partitionsFor(topic, patience).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new KafkaException("there is no such topic");
            }
            made.assign(partitions);
            made.seekToBeginning(partitions);
            return made;
        }
        return consumer;
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String key = new String(record.key(), UTF_8);
        latest.remove(key);
        if (record.value() != null) {
            latest.put(key, PolledRecords.inbound(record));
        }
    }
}
