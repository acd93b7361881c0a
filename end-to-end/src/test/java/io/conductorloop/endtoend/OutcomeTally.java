package io.conductorloop.endtoend;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Topics;
import io.conductorloop.json.JsonEventCodec;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Counts how numbered intents end, in a bit each, while they do. */
final class OutcomeTally implements AutoCloseable {
    private final JsonEventCodec codec = new JsonEventCodec();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final BitSet finished = new BitSet();
    private final Map<IntentState, Integer> states = new ConcurrentHashMap<>();
    private final Thread reading = Thread.ofPlatform().name("outcome-tally").unstarted(this::read);
    private volatile int count;
    private volatile @Nullable Throwable failure;

    OutcomeTally(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.OUTCOMES).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reading.start();
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    IntentFinished event = (IntentFinished) codec.decode(record.value());
                    finished.set(SoakLoad.number(Objects.requireNonNull(event.file())));
                    states.merge(event.state(), 1, Integer::sum);
                }
                count = finished.cardinality();
            }
        } catch (WakeupException _) {
            // closed
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** How many intents have an outcome. */
    int count() {
        if (failure != null) {
            throw new IllegalStateException("the outcomes can no longer be read", failure);
        }
        return count;
    }

    /** How often which outcome was told. */
    Map<IntentState, Integer> states() {
        return Map.copyOf(states);
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        reading.join();
    }
}
