package io.conductorloop.ml.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DenseNetworkTest {
    @Test
    void gradientIsThatOfFiniteDifferences() {
        // Given
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        DenseNetwork network =
                DenseNetwork.random(new int[] {4, 5, 3, 2}, Activation.TANH, Activation.IDENTITY, random);
        double[] input = random.doubles(4, -1, 1).toArray();
        double[] gradient = new double[network.parameters().length];

        // When
        network.forward(input);
        network.backward(new double[] {1, -2}, gradient);

        // Then
        for (int i = 0; i < gradient.length; i++) {
            double step = 1e-5;
            network.parameters()[i] += step;
            double above = loss(network, input);
            network.parameters()[i] -= 2 * step;
            double below = loss(network, input);
            network.parameters()[i] += step;
            assertThat(gradient[i])
                    .as("parameter %d, seed %d", i, seed)
                    .isCloseTo((above - below) / (2 * step), within(1e-8));
        }
    }

    private static double loss(DenseNetwork network, double[] input) {
        double[] output = network.forward(input);
        return output[0] - 2 * output[1];
    }

    @Test
    void sameSeedGivesTheSameBits() {
        double[] first = trainedOnce(3);

        double[] second = trainedOnce(3);

        assertThat(second).isEqualTo(first);
    }

    private static double[] trainedOnce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DenseNetwork network = DenseNetwork.random(new int[] {2, 8, 1}, Activation.TANH, Activation.IDENTITY, random);
        Adam adam = new Adam(network.parameters().length, 10);
        double[] gradient = new double[network.parameters().length];
        for (int step = 0; step < 2000; step++) {
            double[] input = {random.nextInt(2), random.nextInt(2)};
            double wanted = input[0] == input[1] ? 0 : 1;
            network.backward(new double[] {2 * (network.forward(input)[0] - wanted)}, gradient);
            adam.step(network.parameters(), gradient, 0.02);
        }
        return network.parameters().clone();
    }

    @Test
    void learnsExclusiveOr() {
        // Given
        DenseNetwork network =
                DenseNetwork.random(new int[] {2, 8, 1}, Activation.TANH, Activation.IDENTITY, new SplittableRandom(3));

        // When
        System.arraycopy(trainedOnce(3), 0, network.parameters(), 0, network.parameters().length);

        // Then
        for (int a = 0; a < 2; a++) {
            for (int b = 0; b < 2; b++) {
                assertThat(network.forward(new double[] {a, b})[0]).isCloseTo(a == b ? 0 : 1, within(0.1));
            }
        }
    }

    @Test
    void aCopyChangesAlone() {
        DenseNetwork network =
                DenseNetwork.random(new int[] {2, 2}, Activation.TANH, Activation.IDENTITY, new SplittableRandom(1));
        double before = network.forward(new double[] {1, 1})[0];

        network.copy().parameters()[0] += 1;

        assertThat(network.forward(new double[] {1, 1})[0]).isEqualTo(before);
    }
}
