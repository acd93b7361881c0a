package io.conductorloop.ml.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveRegressionTest {
    private static final int MONTH = 24 * 7 * 6;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void beatsEveryBaselineOnANoisyDailyWave(long seed) {
        // Given
        double[] loads = Loads.daily(MONTH, 1000, 0.05, seed);

        // When
        double ours = Loads.error(new LiveRegression(Cadence.HOURLY), loads, MONTH / 2);

        // Then
        assertThat(ours)
                .isLessThan(Loads.error(Ewma.naive(), loads, MONTH / 2))
                .isLessThan(Loads.error(new Ewma(0.5), loads, MONTH / 2))
                .isLessThan(Loads.error(new SeasonalNaive(24), loads, MONTH / 2))
                .isLessThan(1.5 * 1000 * 0.05 * Math.sqrt(2 / Math.PI));
    }

    @Test
    void saysNothingElseWhenOnlyTheFutureDiffers() {
        // Given
        double[] one = Loads.daily(400, 100, 0.1, 4);
        double[] other = one.clone();
        for (int i = 300; i < other.length; i++) {
            other[i] = 5000 + i;
        }

        // When
        double[] said = forecasts(one);
        double[] saidOther = forecasts(other);

        // Then
        for (int i = 0; i <= 300; i++) {
            assertThat(saidOther[i]).as("row " + i).isEqualTo(said[i]);
        }
        assertThat(saidOther[301]).isNotEqualTo(said[301]);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5, 6, 7, 8})
    void staysFiniteAndNotNegativeWhateverComes(long seed) {
        // Given
        RandomGenerator random = new SplittableRandom(seed);
        LiveRegression regression = new LiveRegression(Cadence.HOURLY);
        double[] nasty = {0, 0, 0, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -5, 1e-300, 1e12, 3};

        // When, Then
        for (int i = 0; i < 2000; i++) {
            regression.observe(i % 400 < 300 ? 50 * random.nextDouble() : nasty[random.nextInt(nasty.length)]);
            assertThat(regression.forecast()).as("after row " + i).isFinite().isNotNegative();
        }
    }

    @Test
    void foreseesALevelSoonAfterAFall() {
        // Given
        LiveRegression regression = new LiveRegression(Cadence.HOURLY);
        for (double load : Loads.daily(MONTH, 1000, 0.02, 9)) {
            regression.observe(load);
        }

        // When
        for (int i = 0; i < 72; i++) {
            regression.observe(20);
        }

        // Then
        assertThat(regression.forecast()).isCloseTo(20, within(10.0));
    }

    @Test
    void regressionFindsTheCoefficientsBehindItsRows() {
        // Given
        RandomGenerator random = new SplittableRandom(10);
        FadingRegression regression = new FadingRegression(2, 0.999, 1e-9);

        // When
        for (int i = 0; i < 2000; i++) {
            double[] row = {random.nextGaussian(), random.nextGaussian()};
            regression.learn(row, 3 * row[0] - 2 * row[1] + 0.01 * random.nextGaussian(), regression.predict(row));
        }

        // Then
        assertThat(regression.predict(new double[] {1, 0})).isCloseTo(3, within(0.01));
        assertThat(regression.predict(new double[] {0, 1})).isCloseTo(-2, within(0.01));
    }

    @Test
    void mixtureFollowsTheForecastThatDoesBest() {
        // Given
        Mixture mixture = new Mixture(2, 0.9, 20);
        double[] opinions = {10, 30};
        assertThat(mixture.mix(opinions)).isEqualTo(20);

        // When
        for (int i = 0; i < 50; i++) {
            mixture.learn(opinions, 11);
        }

        // Then
        assertThat(mixture.mix(opinions)).isCloseTo(10, within(1e-6));
    }

    private static double[] forecasts(double[] loads) {
        LiveRegression regression = new LiveRegression(Cadence.HOURLY);
        double[] said = new double[loads.length];
        for (int i = 0; i < loads.length; i++) {
            said[i] = regression.forecast();
            regression.observe(loads[i]);
        }
        return said;
    }
}
