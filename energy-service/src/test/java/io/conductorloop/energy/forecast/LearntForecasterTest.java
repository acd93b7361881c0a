package io.conductorloop.energy.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LearntForecasterTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofHours(1);
    private static final long SEED = 3;
    private final IntensitySeries grid = grid();

    @Test
    void beatsYesterdayAndItsIntervalsHoldFourOfFive() {
        // Given
        IntensityForecaster learnt = learner();
        double ours = 0;
        double persistence = 0;
        int covered = 0;
        int count = 0;

        // When
        for (int now = 120 * 24; now + 24 <= grid.size(); now++) {
            IntensityForecast forecast = learnt.forecast(grid.slots(0, now), 24);
            for (int ahead = 0; ahead < 24; ahead++) {
                double truth = grid.value(now + ahead);
                ours += Math.abs(forecast.expected().value(ahead) - truth);
                persistence += Math.abs(grid.value(now + ahead - 24) - truth);
                covered += truth >= forecast.lower().value(ahead)
                                && truth <= forecast.upper().value(ahead)
                        ? 1
                        : 0;
                count++;
            }
        }

        // Then
        assertThat(ours).as("seed %d", SEED).isLessThan(0.8 * persistence);
        assertThat((double) covered / count).isBetween(0.75, 0.85);
    }

    @Test
    void saysTheSameWhetherItLearntSlotBySlotOrAtOnce() {
        // Given
        IntensityForecaster bit = learner();
        for (int now = 1_000; now < 1_500; now += 7) {
            bit.forecast(grid.slots(0, now), 24);
        }

        // When
        IntensityForecast byBit = bit.forecast(grid.slots(0, 1_500), 24);
        IntensityForecast atOnce = learner().forecast(grid.slots(0, 1_500), 24);

        // Then
        assertThat(byBit.expected().values()).containsExactly(atOnce.expected().values());
    }

    @Test
    void knowsNothingOfWhatComesAfterThePast() {
        // Given
        double[] other = grid.values();
        for (int i = 1_500; i < other.length; i++) {
            other[i] = 1;
        }
        IntensitySeries changed = IntensitySeries.of(START, STEP, other);

        // When
        IntensityForecast forecast = learner().forecast(grid.knownAt(grid.slotStart(1_500)), 24);
        IntensityForecast same = learner().forecast(changed.knownAt(grid.slotStart(1_500)), 24);

        // Then
        assertThat(forecast.expected().values()).containsExactly(same.expected().values());
    }

    @Test
    void beginsAnewForAnotherGrid() {
        // Given
        IntensityForecaster learner = learner();
        learner.forecast(grid, 24);
        IntensitySeries other = grid.slots(5, 1_200);

        // When
        IntensityForecast forecast = learner.forecast(other, 24);

        // Then
        assertThat(forecast.expected().values())
                .containsExactly(learner().forecast(other, 24).expected().values());
    }

    private static IntensityForecaster learner() {
        return new LearntForecaster(LearntForecaster.Aim.RELATIVE_ERROR, new RecentDays(1));
    }

    private static IntensitySeries grid() {
        Random chance = new Random(SEED);
        double[] values = new double[170 * 24];
        double deviation = 0;
        for (int i = 0; i < values.length; i++) {
            deviation = 0.93 * deviation + 0.1 * chance.nextGaussian();
            values[i] = 300 * Math.exp(0.2 * Math.sin(i * Math.PI / 12) + deviation);
            if (chance.nextInt(200) == 0) {
                values[i] = Double.NaN;
            }
        }
        values[0] = 300;
        for (int i = 120 * 24 - 24; i < values.length; i++) {
            values[i] = Double.isNaN(values[i]) ? values[i - 1] : values[i];
        }
        return IntensitySeries.of(START, STEP, values);
    }
}
