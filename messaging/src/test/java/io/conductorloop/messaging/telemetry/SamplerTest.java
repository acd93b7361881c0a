package io.conductorloop.messaging.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.TelemetrySample;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final Instant START = Instant.parse("2026-11-23T18:30:00Z");

    private final Workload workload = new Workload();
    private Instant now = START;
    private double cpu = 0.5;
    private final Sampler sampler = new Sampler(
            "a",
            workload,
            new ServiceFigures("executor", () -> 4, () -> 12),
            new ProcessUse(() -> cpu, () -> 1_000),
            () -> now);

    @Test
    void samplesWhatHappenedSinceTheSampleBefore() {
        // Given
        workload.arrived(30);
        workload.arrived(IntentType.SCALING);
        workload.batchEnded(10, 2_000, Duration.ofMillis(20));
        workload.batchEnded(20, 4_000, Duration.ofMillis(40));
        workload.worked(Duration.ofMillis(100));
        now = START.plusSeconds(2);

        // When
        TelemetrySample sample = sampler.sample();

        // Then
        assertThat(sample.at()).isEqualTo(now);
        assertThat(sample.interval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(sample.workers()).isEqualTo(4);
        assertThat(sample.queueDepth()).isEqualTo(12);
        assertThat(sample.throughput()).isEqualTo(15);
        assertThat(sample.arrivals()).isEqualTo(15);
        assertThat(sample.arrivalsByType()).isEqualTo(Map.of(IntentType.SCALING, 0.5));
        assertThat(sample.batches())
                .isEqualTo(new TelemetrySample.Batches(15, 3_000, Duration.ofMillis(30), Duration.ofMillis(50)));
        assertThat(sample.power()).isNull();
    }

    @Test
    void beginsAnewAfterEachSample() {
        // Given
        workload.arrived(30);
        workload.ended(Duration.ofMillis(1));
        now = START.plusSeconds(1);
        sampler.sample();
        now = START.plusSeconds(2);

        // When
        TelemetrySample sample = sampler.sample();

        // Then
        assertThat(sample.arrivals()).isZero();
        assertThat(sample.throughput()).isZero();
        assertThat(sample.latencyP99()).isNull();
        assertThat(sample.batches()).isNull();
    }

    @Test
    void saysTheTimeThatNinetyNineOfAHundredStayWithin() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int trial = 0; trial < 200; trial++) {
            // Given
            long common = random.nextLong(1, 1L << random.nextInt(1, 40));
            for (int i = 0; i < 98; i++) {
                workload.ended(Duration.ofNanos(random.nextLong(common)));
            }
            workload.ended(Duration.ofNanos(common));
            workload.ended(Duration.ofNanos(common * 1_000));

            // When
            Duration p99 = sampler.sample().latencyP99();

            // Then
            assertThat(p99.toNanos()).as("seed %d, trial %d", seed, trial).isBetween(common, common + common / 8 + 1);
        }
    }

    @Test
    void samplesEvenWhenTheClockIsSetBackAndTheSystemDoesNotTellItsLoad() {
        // Given
        now = START.minusSeconds(3_600);
        cpu = Double.NaN;

        // When
        TelemetrySample sample = sampler.sample();

        // Then
        assertThat(sample.cpuShare()).isZero();
        assertThat(sample.interval()).isPositive();
    }

    @Test
    void losesNoCountOfManyThreads() throws Exception {
        // Given
        CountDownLatch done = new CountDownLatch(4);
        double seen = 0;

        // When
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                threads.execute(() -> {
                    for (int n = 0; n < 50_000; n++) {
                        workload.ended(Duration.ofNanos(n));
                    }
                    done.countDown();
                });
            }
            done.await();
        }
        now = now.plusSeconds(1);
        seen += sampler.sample().throughput();

        // Then
        assertThat(seen).isEqualTo(200_000);
    }
}
