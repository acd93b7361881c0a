package io.conductorloop.endtoend;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.testkit.promises.Evidence.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what went in and how it ended, beside the services. */
public final class TopicReader implements AutoCloseable {
    public final List<Received> received = new ArrayList<>();
    public final List<IntentFinished> outcomes = new ArrayList<>();
    public final Set<String> finishedFiles = new HashSet<>();

    /** When the outcomes were written, milliseconds: by the broker's clock where the topic says so, else by the producer's. */
    public final List<Long> outcomeTimes = new ArrayList<>();

    private final String nameStart;
    private final JsonEventCodec codec = new JsonEventCodec();
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Reads everything from the beginning of the log. */
    TopicReader(String bootstrapServers) {
        this(bootstrapServers, "");
        consumer.seekToBeginning(consumer.assignment());
    }

    /** Reads from now on, and only what is about files whose names start so. */
    public TopicReader(String bootstrapServers, String nameStart) {
        this.nameStart = nameStart;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000",
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "3000",
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "200"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(Topics.RECEIVED, Topics.OUTCOMES)) {
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Reads what has come since, waiting for at most a tenth of a second. */
    public void read() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            if (!text(record, RecordHeaders.SUBJECT).startsWith(nameStart)) {
                continue;
            }
            if (record.topic().equals(Topics.RECEIVED)) {
                received.add(new Received(
                        IntentId.parse(text(record, RecordHeaders.ID)),
                        text(record, RecordHeaders.SUBJECT),
                        new String(record.key(), StandardCharsets.UTF_8),
                        record.partition(),
                        record.offset(),
                        text(record, RecordHeaders.SHA256)));
            } else {
                IntentFinished finished = (IntentFinished) codec.decode(record.value());
                outcomes.add(finished);
                outcomeTimes.add(record.timestamp());
                finishedFiles.add(String.valueOf(finished.file()));
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
