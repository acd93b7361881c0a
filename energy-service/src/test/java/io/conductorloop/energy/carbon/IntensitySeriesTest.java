package io.conductorloop.energy.carbon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IntensitySeriesTest {
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private final IntensitySeries series = IntensitySeries.of(START, Duration.ofHours(1), 100, 0, Double.NaN, 40);

    @Test
    void takesAProvidersZeroForMissing() {
        assertThat(series.value(1)).isNaN();
        assertThat(series.mean()).isEqualTo(70);
    }

    @Test
    void knowsASlotOnlyOnceItHasEnded() {
        assertThat(series.knownAt(START.plusSeconds(3_599)).size()).isZero();
        assertThat(series.knownAt(START.plusSeconds(3_600)).values()).containsExactly(100);
        assertThat(series.knownAt(START.plusSeconds(1_000_000)).size()).isEqualTo(4);
        assertThat(series.knownAt(START.minusSeconds(1)).size()).isZero();
    }

    @Test
    void findsTheSlotOfAMomentAlsoBeforeItsStart() {
        assertThat(series.slotOf(START.minusSeconds(1))).isEqualTo(-1);
        assertThat(series.at(START.plusSeconds(3 * 3_600 + 5))).isEqualTo(40);
        assertThat(series.at(START.minusSeconds(1))).isNaN();
    }
}
