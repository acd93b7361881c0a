package io.conductorloop.endtoend.faults;

import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records that were delivered come again, many of them and in any order, among those that come for the first time. */
record RedeliveredRecords(int rounds) implements Fault {
    private static final List<String> TOPICS = List.of(Topics.RECEIVED, Topics.ACCEPTED, Topics.OUTCOMES);
    private static final int PER_ROUND = 4_000;
    private static final int POLLS = 20;

    @Override
    public String name() {
        return "records delivered again, shuffled";
    }

    @Override
    public String remark() {
        return "up to " + rounds * PER_ROUND + " copies";
    }

    @Override
    public void strike(Trial trial) throws Exception {
        Map<String, Object> broker = Map.of("bootstrap.servers", trial.bench.broker.bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(broker, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<TopicPartition> partitions = TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                trial.awaitProgress(1_000 + trial.random.nextInt(2_000));
                see(trial, consumer, seen);
                Collections.shuffle(seen, trial.random);
                for (ConsumerRecord<byte[], byte[]> record : seen.subList(0, Math.min(PER_ROUND, seen.size()))) {
                    producer.send(new ProducerRecord<>(
                            record.topic(), null, null, record.key(), record.value(), record.headers()));
                }
                producer.flush();
            }
        }
    }

    private static void see(
            Trial trial, KafkaConsumer<byte[], byte[]> consumer, List<ConsumerRecord<byte[], byte[]>> seen) {
        String start = "intent-" + trial.mark;
        for (int polls = 0; polls < POLLS; polls++) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                Header subject = record.headers().lastHeader(RecordHeaders.SUBJECT);
                if (subject != null && new String(subject.value(), StandardCharsets.UTF_8).startsWith(start)) {
                    seen.add(record);
                }
            }
        }
    }
}
