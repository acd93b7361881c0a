package io.conductorloop.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.executor.DueExecution.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DueExecutionTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Bench bench = new Bench();
    private final DeliveredIntent odu = Deliveries.scaling("odu").attempts(2).at(1);
    private final DeliveredIntent cu = Deliveries.scaling("cu").attempts(1).at(2);

    @Test
    void executesWhatIsDueAtOnce() {
        bench.due(LONG)
                .execute(List.of(waiting(odu, Duration.ofSeconds(-1)), waiting(cu, Duration.ZERO)), bench.announcer());

        assertThat(bench.outcomeById()).containsOnlyKeys(odu.id(), cu.id());
    }

    @Test
    void waitsForWhatIsDueSoon() {
        // Given
        Instant before = Instant.now();

        // When
        bench.due(LONG).execute(List.of(waiting(odu, Duration.ofMillis(150))), bench.announcer());

        // Then
        assertThat(bench.outcomeById()).containsOnlyKeys(odu.id());
        assertThat(Instant.now()).isAfterOrEqualTo(before.plusMillis(150));
    }

    @Test
    void putsBackAsItIsWhatIsDueMuchLater() {
        // Given
        Waiting late = waiting(odu, Duration.ofMinutes(5));

        // When
        bench.due(Duration.ofSeconds(5)).execute(List.of(late, waiting(cu, Duration.ZERO)), bench.announcer());

        // Then
        assertThat(bench.outcomeById()).containsOnlyKeys(cu.id());
        assertThat(bench.postponed).singleElement().satisfies(again -> {
            assertThat(again.event().notBefore()).isEqualTo(late.notBefore());
            assertThat(again.event().attempt()).isEqualTo(2);
        });
    }

    @Test
    void doesNotWaitLongerThanAnyBackOffForATimeThatAWrongClockTold() {
        bench.due(LONG).execute(List.of(waiting(odu, Bench.LONGEST_WAIT.plusSeconds(10))), bench.announcer());

        assertThat(bench.outcomeById()).containsOnlyKeys(odu.id());
    }

    @Test
    void endsItsWaitWhenTheClockIsSetBackMeanwhile() throws InterruptedException {
        // Given
        Duration ahead = Duration.ofDays(1);
        AtomicInteger looks = new AtomicInteger();
        InstantSource steppedBack = () -> Instant.now().plus(looks.incrementAndGet() <= 3 ? ahead : Duration.ZERO);
        DueExecution due = bench.due(Duration.ofMillis(500), steppedBack);

        // When
        Thread batch = Thread.ofVirtual()
                .start(() -> due.execute(List.of(waiting(odu, ahead.plusMillis(200))), bench.announcer()));

        // Then
        assertThat(batch.join(Duration.ofSeconds(10))).isTrue();
        assertThat(bench.outcomeById()).containsOnlyKeys(odu.id());
    }

    @Test
    void putsBackWhatItWaitsForWhenTheServiceStops() throws InterruptedException {
        // Given
        DueExecution due = bench.due(LONG);
        Thread batch = Thread.ofVirtual()
                .start(() -> due.execute(List.of(waiting(odu, Duration.ofSeconds(50))), bench.announcer()));
        await().until(() -> batch.getState() == Thread.State.TIMED_WAITING);

        // When
        due.stop();

        // Then
        assertThat(batch.join(Duration.ofSeconds(10))).isTrue();
        assertThat(bench.postponed).hasSize(1);
    }

    private static Waiting waiting(DeliveredIntent intent, Duration from) {
        return new Waiting(intent, Instant.now().plus(from));
    }
}
