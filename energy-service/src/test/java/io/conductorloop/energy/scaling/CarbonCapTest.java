package io.conductorloop.energy.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.energy.carbon.IntensitySeries;
import io.conductorloop.energy.scaling.CarbonCap.Why;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarbonCapTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final CarbonCap cap = new CarbonCap(new CarbonCap.Rules(200, 500, HOUR.multipliedBy(4), HOUR));

    @Test
    void capsInProportionBetweenTheTwoIntensities() {
        assertThat(now(150)).isEqualTo(new CarbonCap.Cap(10, Why.CLEAN, 150, Duration.ZERO));
        assertThat(now(100, 350).replicas()).isEqualTo(6);
        assertThat(now(100, 500).replicas()).isEqualTo(2);
        assertThat(now(100, 900)).isEqualTo(new CarbonCap.Cap(2, Why.DIRTY, 900, HOUR));
    }

    @Test
    void capsNothingWhileNobodyKnows() {
        assertThat(now(900, Double.NaN).why()).isEqualTo(Why.UNKNOWN);
        assertThat(now(900, Double.NaN).replicas()).isEqualTo(10);
        assertThat(now().replicas()).isEqualTo(10);
    }

    @Test
    void isLiftedForAWhileAfterTheLongestTimeInEcoMode() {
        for (int hours = 1; hours <= 5; hours++) {
            double[] dirty = new double[hours];
            Arrays.fill(dirty, 600);

            assertThat(now(dirty).why())
                    .as("at the end of hour %d", hours)
                    .isEqualTo(hours == 5 ? Why.RESTING : Why.DIRTY);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 6, 48})
    void isNeverLongerInEcoModeThanSetHoweverFarBackIsSeenAndWheneverItBegan(int hoursBack) {
        for (int begin = 0; begin < 5 * 60; begin += 7) {
            Instant dirtySince = MIDNIGHT.plus(Duration.ofMinutes(begin));
            int eco = 0;
            int rested = 0;
            for (int minute = 0; minute < 60 * 60; minute++) {
                Instant now = dirtySince.plus(Duration.ofMinutes(minute));
                double[] seen = new double[hoursBack * 60 + 1];
                int clean = Math.max(0, seen.length - 1 - minute);
                Arrays.fill(seen, 0, clean, 100);
                Arrays.fill(seen, clean, seen.length, 600);
                IntensitySeries past =
                        IntensitySeries.of(now.minus(HOUR.multipliedBy(hoursBack)), Duration.ofMinutes(1), seen);

                boolean capped = cap.cap(past, now, 2, 10).why() == Why.DIRTY;

                eco = capped ? eco + 1 : 0;
                rested += capped ? 0 : 1;
                assertThat(eco).isLessThanOrEqualTo(4 * 60);
            }
            assertThat(rested).isBetween(11 * 60, 13 * 60 + 60);
        }
    }

    @Test
    void takesTurnsTooWherePowerWasDirtyForLongerThanIsKnown() {
        // Given
        Map<Why, Integer> minutes = new EnumMap<>(Why.class);
        double[] dirty = new double[50];
        Arrays.fill(dirty, 600);

        // When
        for (int minute = 0; minute < 10 * 60; minute++) {
            Instant now = MIDNIGHT.plus(Duration.ofMinutes(minute));
            Instant begin = now.minus(HOUR.multipliedBy(49)).truncatedTo(ChronoUnit.HOURS);
            minutes.merge(
                    cap.cap(IntensitySeries.of(begin, HOUR, dirty), now, 2, 10).why(), 1, Integer::sum);
        }

        // Then
        assertThat(minutes).isEqualTo(Map.of(Why.DIRTY, 8 * 60, Why.RESTING, 2 * 60));
    }

    @Test
    void refusesRulesThatMakeNoSense() {
        assertThatThrownBy(() -> new CarbonCap.Rules(500, 200, HOUR, HOUR))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CarbonCap.Rules(200, 500, Duration.ZERO, HOUR))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The cap at the very end of the last of these hours, after six clean ones. */
    private CarbonCap.Cap now(double... hours) {
        Instant end = MIDNIGHT.plus(HOUR.multipliedBy(Math.max(1, hours.length)));
        double[] all = new double[6 + hours.length];
        Arrays.fill(all, 0, 6, 100);
        System.arraycopy(hours, 0, all, 6, hours.length);
        IntensitySeries past = IntensitySeries.of(MIDNIGHT.minus(HOUR.multipliedBy(6)), HOUR, all);
        CarbonCap.Cap at = cap.cap(past, end.minusNanos(1), 2, 10);
        return new CarbonCap.Cap(
                at.replicas(),
                at.why(),
                at.intensity(),
                at.dirtyFor().isZero() ? at.dirtyFor() : at.dirtyFor().plusNanos(1));
    }
}
