package io.conductorloop.energy.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CycleForecasterTest {
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofHours(1);
    private static final long SEED = 7;

    @Test
    void followsADeviationThatFadesBetterThanYesterdayDoes() {
        // Given
        IntensitySeries grid = grid(100);
        double ours = 0;
        double persistence = 0;

        // When
        for (int now = 40 * 24; now < 90 * 24; now += 7) {
            IntensitySeries past = grid.slots(0, now);
            IntensitySeries truth = grid.slots(now, now + 24);
            ours += error(new CycleForecaster(30, 24).forecast(past, 24).expected(), truth);
            persistence += error(new RecentDays(1).forecast(past, 24).expected(), truth);
        }

        // Then
        assertThat(ours).as("seed %d", SEED).isLessThan(0.85 * persistence);
    }

    @Test
    void fallsBackToYesterdayOnAShortPastAndOverGaps() {
        IntensitySeries past = IntensitySeries.of(START, STEP, new double[30]);

        IntensityForecast forecast = new CycleForecaster(30, 24).forecast(past, 3);

        assertThat(forecast.expected().values()).hasSize(3).containsOnly(Double.NaN);
        assertThat(forecast.expected().start()).isEqualTo(past.end());
    }

    @Test
    void freesAForecastOfMostOfItsNoise() {
        // Given
        IntensitySeries grid = grid(60);
        int now = 50 * 24;
        Random chance = new Random(SEED);
        DenoisedForecast filter = DenoisedForecast.learn(grid.slots(0, now), 40, 25);
        double before = 0;
        double after = 0;

        // When
        for (int round = 0; round < 50; round++) {
            IntensitySeries truth = grid.slots(now, now + 60);
            double[] noisy = truth.values();
            for (int i = 0; i < noisy.length; i++) {
                noisy[i] += 25 * chance.nextGaussian();
            }
            IntensitySeries provided = IntensitySeries.of(truth.start(), STEP, noisy);
            before += error(provided, truth);
            after += error(filter.of(provided).expected(), truth);
        }

        // Then
        assertThat(after).as("seed %d", SEED).isLessThan(0.75 * before);
    }

    @Test
    void leavesAForecastAsItIsWhereItsErrorIsNotKnown() {
        IntensitySeries provided = IntensitySeries.of(START, STEP, 5, 6, 7);

        IntensityForecast same = DenoisedForecast.learn(grid(10), 60, 0).of(provided);

        assertThat(same.expected()).isSameAs(provided);
        assertThat(same.deviation(1)).isZero();
    }

    /** A day's sine and a deviation that keeps 90 % of itself from hour to hour. */
    private static IntensitySeries grid(int days) {
        Random chance = new Random(SEED);
        double[] values = new double[days * 24];
        double deviation = 0;
        for (int i = 0; i < values.length; i++) {
            deviation = 0.9 * deviation + 15 * chance.nextGaussian();
            values[i] = 300 + 60 * Math.sin(i * Math.PI / 12) + deviation;
        }
        return IntensitySeries.of(START, STEP, values);
    }

    private static double error(IntensitySeries forecast, IntensitySeries truth) {
        double sum = 0;
        for (int i = 0; i < truth.size(); i++) {
            sum += Math.abs(forecast.value(i) - truth.value(i));
        }
        return sum;
    }
}
