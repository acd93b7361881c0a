package io.conductorloop.messaging.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What stands on a topic, read from a real broker. */
@ExtendWith(RealInfrastructure.class)
class CompactedTopicIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name = "compacted-" + UUID.randomUUID();

    @Test
    void readsTheLastRecordOfEachKeyThatWasNotTakenBack() throws Exception {
        create();
        try (KafkaProducer<byte[], byte[]> producer = producer();
                CompactedTopic topic = topic()) {
            // Given
            say(producer, "a", "1");
            say(producer, "b", "2");
            say(producer, "c", "3");
            say(producer, "a", "4");
            say(producer, "b", null);

            // Then
            assertThat(topic.read()).extracting(CompactedTopicIT::text).containsExactlyInAnyOrder("a=4", "c=3");

            // When
            say(producer, "b", "5");
            say(producer, "c", null);

            // Then
            assertThat(topic.read()).extracting(CompactedTopicIT::text).containsExactlyInAnyOrder("a=4", "b=5");
            assertThat(topic.read())
                    .allSatisfy(record -> assertThat(record.header("name")).isEqualTo("of " + record.keyText()));
        }
    }

    @Test
    void forgetsWhatStoodOnATopicThatWasMadeAnew() throws Exception {
        create();
        try (KafkaProducer<byte[], byte[]> producer = producer();
                CompactedTopic topic = topic()) {
            // Given
            for (String key : List.of("a", "b", "c", "d", "e", "f", "g")) {
                say(producer, key, "1");
            }
            assertThat(topic.read()).hasSize(7);

            // When
            delete();
            create();

            // Then
            Awaitility.await()
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(topic.read()).isEmpty());
        }
    }

    @Test
    void saysThatThereIsNoSuchTopic() {
        try (CompactedTopic topic = topic()) {
            assertThatThrownBy(topic::read)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Cannot read " + name);
        }
    }

    private void create() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealInfrastructure.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, 3, (short) 1))).all().get();
        }
    }

    private void delete() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealInfrastructure.bootstrapServers()))) {
            admin.deleteTopics(List.of(name)).all().get();
            Awaitility.await().until(() -> !admin.listTopics().names().get().contains(name));
        }
    }

    private CompactedTopic topic() {
        return new CompactedTopic(name, Map.of("bootstrap.servers", RealInfrastructure.bootstrapServers()), PATIENCE);
    }

    private void say(KafkaProducer<byte[], byte[]> producer, String key, @Nullable String value) throws Exception {
        var record = new ProducerRecord<>(name, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
        record.headers().add("name", ("of " + key).getBytes(UTF_8));
        producer.send(record).get();
    }

    private static String text(InboundRecord record) {
        return record.keyText() + "=" + new String(record.value(), UTF_8);
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", RealInfrastructure.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
