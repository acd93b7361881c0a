package io.conductorloop.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.executor.kafka.DoneBeforeRevoked;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Partitions that go while something of them is queued. */
class RevocationTest {
    private static final String BINDING = "executeIntent-in-0";
    private static final Set<TopicPartition> SOME = Set.of(new TopicPartition("intents.accepted", 3));

    private final Bench bench = new Bench();
    private final PackageQueues queues = bench.queues(Duration.ofSeconds(10));
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final AtomicBoolean away = new AtomicBoolean(true);

    @Test
    void goWhenAllIsAcknowledged() throws Exception {
        away.set(false);
        handIn("one");

        revoke(Duration.ofSeconds(10), BINDING);

        assertThat(acknowledged).containsExactly("one");
    }

    @Test
    void goInTheEndAndThenNothingOfThemIsAcknowledged() throws Exception {
        // Given
        handIn("one");

        // When
        revoke(Duration.ofMillis(50), BINDING);
        away.set(false);

        // Then
        await().until(() -> queues.size() == 0);
        assertThat(acknowledged).isEmpty();
    }

    @Test
    void ofAnotherBindingAreNoneOfItsBusiness() throws Exception {
        // Given
        handIn("one");

        // When
        revoke(Duration.ofMillis(50), "another-in-0");
        away.set(false);

        // Then
        await().until(() -> acknowledged.equals(List.of("one")));
    }

    private void revoke(Duration patience, String binding) {
        new DoneBeforeRevoked(BINDING, queues, patience)
                .onPartitionsRevokedBeforeCommit(binding, new MockConsumer<>("earliest"), SOME);
    }

    private void handIn(String name) throws InterruptedException {
        bench.fault((step, done) -> {
            if (step == Bench.Step.ANNOUNCE && !done && away.get()) {
                throw new IllegalStateException("Kafka is away");
            }
        });
        DeliveredIntent intent = bench.judged(Deliveries.scaling(name).at(1));
        queues.handIn(List.of(intent), 1, bench.announcer(), () -> acknowledged.add(name));
    }
}
