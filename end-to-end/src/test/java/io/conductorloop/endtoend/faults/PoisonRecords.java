package io.conductorloop.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Broken records of every kind come over every topic. No consumer may stand still before one: all groups get to the end. */
record PoisonRecords() implements Fault {
    private static final Duration TIME = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "poison records in every topic";
    }

    @Override
    public void strike(Trial trial) throws Exception {
        trial.awaitMoment();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", trial.bench.broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
                Admin admin = trial.bench.admin()) {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            topics(admin).forEach(topic -> records.addAll(Poison.forTopic(topic, trial.random)));
            assertThat(records).isNotEmpty();
            Collections.shuffle(records, trial.random);
            records.forEach(producer::send);
            producer.flush();
            Map<TopicPartition, Long> ends = ends(admin);
            Awaitility.await("every group behind the poison")
                    .atMost(TIME)
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> waiting(admin, ends).isEmpty());
        }
    }

    /** Those that the services under test have made. */
    private static List<String> topics(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> there = admin.listTopics().names().get();
        return Topics.ALL.stream().filter(there::contains).toList();
    }

    private static Map<TopicPartition, Long> ends(Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        admin.describeTopics(topics(admin))
                .allTopicNames()
                .get()
                .forEach((topic, about) -> about.partitions()
                        .forEach(partition ->
                                asked.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> found =
                admin.listOffsets(asked).all().get();
        found.forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** The groups' places that are still before those ends. */
    private static Map<String, Long> waiting(Admin admin, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException {
        Map<String, Long> waiting = new HashMap<>();
        for (String group : admin.listGroups().all().get().stream()
                .filter(found -> !isLeftBehind(found))
                .map(found -> found.groupId())
                .filter(id -> !id.startsWith("outcome-stream"))
                .toList()) {
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, place) -> {
                        if (place.offset() < ends.getOrDefault(partition, 0L)) {
                            waiting.put(group + " " + partition, place.offset());
                        }
                    });
        }
        return waiting;
    }

    /** The group of a consumer without a name, of a process that is no more: its next run has another. */
    private static boolean isLeftBehind(GroupListing group) {
        return group.groupId().startsWith("anonymous.")
                && group.groupState().filter(GroupState.EMPTY::equals).isPresent();
    }
}
