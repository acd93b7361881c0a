package io.conductorloop.validation.app;

import static io.conductorloop.validation.ReceivedIntents.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Target;
import io.conductorloop.contracts.Topics;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.TargetMarks;
import io.conductorloop.testkit.Intents;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import io.conductorloop.validation.ReceivedIntents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = ValidationApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ExtendWith(RealInfrastructure.class)
class ValidateIntentIT {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Autowired
    private EventCodec codec;

    @Autowired
    private IntentJournal journal;

    @Autowired
    private TargetMarks marks;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        RealInfrastructure.properties(registry::add);
    }

    @Test
    void judgesWhatComesInOverKafkaAndRemembersItInRedis() {
        // Given
        Target target = new Target("validate-it", "odu");

        // When
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", RealInfrastructure.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            int[] replicas = {3, 5, 3, 3, 0};
            for (int i = 0; i < replicas.length; i++) {
                byte[] intent = Intents.scaling()
                        .target(target.namespace(), target.name())
                        .replicas(replicas[i])
                        .bytes();
                producer.send(kafkaRecord(ReceivedIntents.record(id(i), 0, target.key(), intent)));
            }
        }

        // Then
        List<ConsumerRecord<byte[], byte[]>> accepted = read(Topics.ACCEPTED, target, 3);
        assertThat(accepted)
                .extracting(record -> header(record, RecordHeaders.ID))
                .containsExactly(id(0).toString(), id(1).toString(), id(2).toString());
        assertThat(accepted.getLast().value())
                .isEqualTo(Intents.scaling()
                        .target("validate-it", "odu")
                        .replicas(3)
                        .bytes());
        List<IntentFinished> ends = read(Topics.OUTCOMES, target, 2).stream()
                .map(record -> (IntentFinished) codec.decode(record.value()))
                .toList();
        assertThat(ends).extracting(IntentFinished::state).containsExactly(IntentState.DUPLICATE, IntentState.REJECTED);
        assertThat(ends.getFirst().outcome()).isEqualTo(new Outcome.Duplicate(id(2)));
        assertThat(journal.story(id(3))).extracting(event -> event.state()).contains(IntentState.DUPLICATE);
        assertThat(marks.read(Set.of(target)).get(target).intent()).isEqualTo(id(2));
        assertThat(header(accepted.getLast(), RecordHeaders.SEQUENCE))
                .isEqualTo(String.valueOf(marks.read(Set.of(target)).get(target).sequence()));
    }

    private static ProducerRecord<byte[], byte[]> kafkaRecord(InboundRecord record) {
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(Topics.RECEIVED, record.key(), record.value());
        record.headers().forEach(sent.headers()::add);
        return sent;
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic, Target target, int count) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        RealInfrastructure.bootstrapServers(),
                        "group.id",
                        "validate-it-" + topic,
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(LONGEST).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (new String(record.key(), StandardCharsets.UTF_8).equals(target.key())) {
                        found.add(record);
                    }
                });
                return found.size() >= count;
            });
        }
        return found;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
