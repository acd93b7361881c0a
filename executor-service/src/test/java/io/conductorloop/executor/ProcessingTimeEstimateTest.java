package io.conductorloop.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessingTimeEstimateTest {
    @Test
    void knowsNothingAtFirst() {
        assertThat(ProcessingTimeEstimate.UNKNOWN.of("porch", 7)).isZero();
    }

    @Test
    void growsWithTheNumberOfIntents() {
        ProcessingTimeEstimate times = ProcessingTimeEstimate.UNKNOWN.observed("porch", 2, Duration.ofMillis(20));

        assertThat(times.of("porch", 1)).isEqualTo(Duration.ofMillis(10));
        assertThat(times.of("porch", 5)).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void followsAChangeWithinAFewObservations() {
        ProcessingTimeEstimate times = ProcessingTimeEstimate.UNKNOWN.observed("porch", 1, Duration.ofMillis(10));
        for (int i = 0; i < 20; i++) {
            times = times.observed("porch", 1, Duration.ofMillis(100));
        }

        assertThat(times.of("porch", 1)).isBetween(Duration.ofMillis(95), Duration.ofMillis(100));
    }

    @Test
    void keepsBackendsApart() {
        ProcessingTimeEstimate times = ProcessingTimeEstimate.UNKNOWN
                .observed("slow", 1, Duration.ofSeconds(1))
                .observed("quick", 1, Duration.ofMillis(1));

        assertThat(times.of("slow", 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(times.of("quick", 1)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void remembersABoundedNumberOfBackends() {
        ProcessingTimeEstimate times = ProcessingTimeEstimate.UNKNOWN;
        for (int i = 0; i < 1_100; i++) {
            times = times.observed("repository-" + i, 1, Duration.ofMillis(1));
        }

        assertThat(times.perIntent()).hasSize(1_000);
    }
}
