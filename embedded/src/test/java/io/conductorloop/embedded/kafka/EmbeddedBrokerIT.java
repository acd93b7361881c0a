package io.conductorloop.embedded.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.embedded.StartFailedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    @TempDir
    static Path data;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(data, 0);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void keepsAcknowledgedRecordsWhenItIsKilledAndStartedAgain() {
        // Given
        createTopic("kept");
        publish("kept", "before".getBytes(StandardCharsets.UTF_8));
        String address = broker.bootstrapServers();
        long pid = broker.pid();

        // When
        broker.kill();
        broker.restart();
        publish("kept", "after".getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(broker.bootstrapServers()).isEqualTo(address);
        assertThat(broker.pid()).isNotEqualTo(pid);
        assertThat(read("kept", 2))
                .extracting(value -> new String(value, StandardCharsets.UTF_8))
                .containsExactly("before", "after");
    }

    @Test
    void carriesTheLargestIntent() {
        createTopic("large");
        byte[] value = new byte[6 * 1024 * 1024];

        publish("large", value);

        assertThat(read("large", 1)).singleElement().isEqualTo(value);
    }

    @Test
    void refusesATakenPortInASentence(@TempDir Path other) {
        int taken = Integer.parseInt(broker.bootstrapServers().split(":")[1]);

        assertThatThrownBy(() -> EmbeddedBroker.start(other, taken))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("Port " + taken + " for Kafka is taken");
    }

    @Test
    void refusesAFolderThatAnotherBrokerUses() {
        assertThatThrownBy(() -> EmbeddedBroker.start(data, 0))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("is used by process " + broker.pid());
        assertThat(broker.isAlive()).isTrue();
    }

    private static void createTopic(String name) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private static void publish(String topic, byte[] value) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(), "max.request.size", 8 * 1024 * 1024, "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, value));
            producer.flush();
        }
    }

    private static List<byte[]> read(String topic, int count) {
        List<byte[]> values = new ArrayList<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
