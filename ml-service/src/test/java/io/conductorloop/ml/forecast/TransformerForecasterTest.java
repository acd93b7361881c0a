package io.conductorloop.ml.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TransformerForecasterTest {
    private static final double[] LOADS = Loads.daily(24 * 10, 500, 0.05, 21);

    @Test
    void quantilesRiseWithTheirLevelWhateverTheWeights() {
        for (long seed = 1; seed <= 5; seed++) {
            // Given
            TransformerForecaster forecaster = new TransformerForecaster(Cadence.HOURLY, random(seed));

            // When
            Arrays.stream(LOADS).forEach(forecaster::observe);

            // Then
            double below = 0;
            for (double level = 0.01; level < 1; level += 0.01) {
                double quantile = forecaster.quantile(level);
                assertThat(quantile).as("seed " + seed + ", level " + level).isGreaterThanOrEqualTo(below);
                below = quantile;
            }
            assertThat(forecaster.forecast()).isEqualTo(forecaster.quantile(0.5));
        }
    }

    @Test
    void letsTheRegressionSpeakBeforeAWeekIsOverAndWhenTheEncoderBreaks() {
        // Given
        Map<String, float[]> values = new HashMap<>(random(1).values());
        float[] broken = new float[16 * 9];
        Arrays.fill(broken, Float.NaN);
        values.put("out", broken);
        EncoderWeights poisoned = new EncoderWeights(TransformerForecaster.shape(), values);

        // When
        Forecaster forecaster = new TransformerForecaster(Cadence.HOURLY, poisoned);
        Forecaster young = new TransformerForecaster(Cadence.HOURLY, random(2));
        Forecaster regression = new LiveRegression(Cadence.HOURLY);

        // Then
        for (int i = 0; i < LOADS.length; i++) {
            forecaster.observe(LOADS[i]);
            young.observe(LOADS[i]);
            regression.observe(LOADS[i]);
            assertThat(forecaster.forecast()).as("row " + i).isEqualTo(regression.forecast());
            if (i < 24 * 7) {
                assertThat(young.forecast()).as("row " + i).isEqualTo(regression.forecast());
            }
        }
        assertThat(young.forecast()).isNotEqualTo(regression.forecast());
    }

    @Test
    void looksAtNoRowFromTheTestOn() {
        // Given
        double[] other = LOADS.clone();
        Arrays.fill(other, 200, other.length, 1e9);

        // When
        List<EncoderTraining.Example> examples = LoadExamples.of(Cadence.HOURLY, LOADS, 200, 1000);
        List<EncoderTraining.Example> others = LoadExamples.of(Cadence.HOURLY, other, 200, 1000);

        // Then
        assertThat(examples).isNotEmpty().hasSameSizeAs(others);
        for (int i = 0; i < examples.size(); i++) {
            assertThat(others.get(i).input()).isEqualTo(examples.get(i).input());
            assertThat(others.get(i).target()).isEqualTo(examples.get(i).target());
        }
    }

    @Test
    void readsBackTheWeightsItWroteAndNothingElse() {
        // Given
        byte[] bytes = random(3).toBytes();

        // When, Then
        assertThat(EncoderWeights.fromBytes(bytes).toBytes()).isEqualTo(bytes);
        assertThatThrownBy(() -> EncoderWeights.fromBytes(Arrays.copyOf(bytes, bytes.length - 4)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EncoderWeights.fromBytes(new byte[64])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWeightsOfAnEncoderForSomethingElse() {
        EncoderShape other = new EncoderShape(3, 2, 4, 2, 4, 1, 1);
        assertThatThrownBy(() -> new TransformerForecaster(Cadence.HOURLY, random(other, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void calibratedQuantilesHoldTheirShareOfTheLoads() {
        // Given
        double[] loads = Loads.daily(24 * 90, 800, 0.1, 22);
        QuantileForecaster forecaster = new CalibratedForecaster(new LiveRegression(Cadence.HOURLY));
        int below = 0;
        int from = loads.length / 2;

        // When
        for (int i = 0; i < loads.length; i++) {
            if (i >= from && loads[i] <= forecaster.quantile(0.9)) {
                below++;
            }
            forecaster.observe(loads[i]);
        }

        // Then
        assertThat(below / (double) (loads.length - from)).isBetween(0.86, 0.94);
    }

    @Test
    void calibrationMakesGoodWhatAnEncodersQuantilesAreWrongBy() {
        // Given
        double[] loads = Loads.daily(24 * 90, 800, 0.1, 23);
        QuantileForecaster forecaster =
                CalibratedForecaster.bySpread(new TransformerForecaster(Cadence.HOURLY, random(4)));
        int below = 0;
        int from = loads.length / 2;

        // When
        for (int i = 0; i < loads.length; i++) {
            if (i >= from && loads[i] <= forecaster.quantile(0.9)) {
                below++;
            }
            forecaster.observe(loads[i]);
        }

        // Then
        assertThat(below / (double) (loads.length - from)).isBetween(0.86, 0.94);
    }

    private static EncoderWeights random(long seed) {
        return random(TransformerForecaster.shape(), seed);
    }

    private static EncoderWeights random(EncoderShape shape, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Map<String, float[]> values = new HashMap<>();
        shape.parameters().forEach((name, dimensions) -> {
            float[] parameter = new float[(int) Arrays.stream(dimensions).reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < parameter.length; i++) {
                parameter[i] = (float) random.nextGaussian();
            }
            values.put(name, parameter);
        });
        return new EncoderWeights(shape, values);
    }
}
