package io.conductorloop.ml.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdamTest {
    @Test
    void firstStepIsAsLongAsTheRateWhateverTheSlope() {
        double[] parameters = {1, 1};

        new Adam(2, 1e9).step(parameters, new double[] {1000, -0.001}, 0.1);

        assertThat(parameters[0]).isCloseTo(0.9, within(1e-6));
        assertThat(parameters[1]).isCloseTo(1.1, within(1e-5));
    }

    @Test
    void reachesTheBottomOfAParabolaAndClearsTheGradient() {
        // Given
        Adam adam = new Adam(1, 1);
        double[] parameters = {5};
        double[] gradient = new double[1];

        // When
        for (int i = 0; i < 2000; i++) {
            gradient[0] = 2 * (parameters[0] - 3);
            adam.step(parameters, gradient, 0.02);
        }

        // Then
        assertThat(parameters[0]).isCloseTo(3, within(1e-3));
        assertThat(gradient[0]).isZero();
    }

    @Test
    void shuffleKeepsEveryNumberOnce() {
        int[] order = Shuffle.of(100, new SplittableRandom(1));

        assertThat(order)
                .doesNotHaveDuplicates()
                .hasSize(100)
                .isNotEqualTo(java.util.stream.IntStream.range(0, 100).toArray());
    }

    @Test
    void notANumberIsNotFinite() {
        assertThat(Vectors.finite(new double[] {1, Double.NaN})).isFalse();
        assertThat(Vectors.finite(new double[] {1, Double.NEGATIVE_INFINITY})).isFalse();
        assertThat(Vectors.finite(new double[] {1, -2})).isTrue();
    }
}
