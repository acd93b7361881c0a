package io.conductorloop.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IntakeFiguresTest {
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final InstantSource clock = () -> now;

    @Test
    void idsAscendWithinAMillisecondAndWhenTheClockIsSetBackALittle() {
        // Given
        IntentIds ids = new IntentIds(clock, new Random(1));
        List<IntentId> before = Stream.generate(ids::next).limit(1_000).toList();

        // When
        now = now.minusMillis(500);
        List<IntentId> after = Stream.generate(ids::next).limit(1_000).toList();

        // Then
        assertThat(Stream.concat(before.stream(), after.stream()).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(before.getFirst().claimedAt()).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
    }

    @Test
    void theBacklogIsDoneWhenTheFolderWasLookedThroughAndAllThatWasFoundHasEnded() {
        // Given
        RunStatistics statistics = new RunStatistics(clock);
        statistics.found();
        statistics.found();
        statistics.published(100, Duration.ofMillis(2));
        statistics.finished(IntentState.EXECUTED, Duration.ofMillis(10));
        statistics.scanned(1);
        assertThat(statistics.run().backlogDone()).isFalse();

        // When
        statistics.finished(IntentState.REJECTED, Duration.ofMillis(20));

        // Then
        RunStatistics.Run run = statistics.run();
        assertThat(run.backlogDone()).isTrue();
        assertThat(run.found()).isEqualTo(2);
        assertThat(run.published()).isEqualTo(1);
        assertThat(run.inFlight()).isZero();
        assertThat(run.stillBeingWritten()).isEqualTo(1);
        assertThat(run.finished()).containsEntry(IntentState.EXECUTED, 1L).containsEntry(IntentState.FAILED, 0L);
        assertThat(run.endToEndLatencyMs().max()).isBetween(19.0, 21.0);
    }

    @Test
    void throughputForgetsOldRates() {
        // Given
        RunStatistics statistics = new RunStatistics(clock);
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 200; i++) {
                statistics.published(1, Duration.ZERO);
            }
            now = now.plusSeconds(1);
            statistics.tick();
        }
        assertThat(statistics.run().throughputPerSecond()).isBetween(195.0, 200.0);

        // When
        now = now.plusSeconds(100);
        statistics.tick();

        // Then
        assertThat(statistics.run().throughputPerSecond()).isLessThan(1);
    }

    @Test
    void inFlightBytesChargeTheProducersCopyTooAndBoundWhatIsTaken() throws Exception {
        // Given
        InFlightBytes inFlight = new InFlightBytes(10_000);
        assertThat(inFlight.cost(100)).isEqualTo(200 + InFlightBytes.OVERHEAD);
        assertThat(inFlight.cost(5_000_000)).isEqualTo(10_000);

        // When
        boolean first = inFlight.tryAcquire(inFlight.cost(3_000), Duration.ZERO);
        boolean second = inFlight.tryAcquire(inFlight.cost(3_000), Duration.ZERO);

        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(inFlight.inUse()).isEqualTo(6_000 + InFlightBytes.OVERHEAD);
        inFlight.release(inFlight.cost(3_000));
        assertThat(inFlight.awaitIdle(Duration.ZERO)).isTrue();
    }
}
