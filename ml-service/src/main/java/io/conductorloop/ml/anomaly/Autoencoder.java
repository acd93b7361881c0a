package io.conductorloop.ml.anomaly;

import io.conductorloop.ml.nets.Activation;
import io.conductorloop.ml.nets.Adam;
import io.conductorloop.ml.nets.DenseNetwork;
import io.conductorloop.ml.nets.Shuffle;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A network that must repeat its features through half as many: 6 → 3 → 6 for the pipeline's telemetry. What is normal it
 * learns to repeat; the rest stays as residual.
 */
public final class Autoencoder implements ErrorModel {
    private static final int BATCH = 32;
    private static final double RATE = 0.01;
    private static final double LONGEST = 5;

    private final DenseNetwork network;

    private Autoencoder(DenseNetwork network) {
        this.network = network;
    }

    /**
     * Trains on normal samples by Adam on the squared residual.
     *
     * @param samples of equal length, each feature with mean 0 and deviation 1
     * @param epochs times that every sample is seen
     * @param noise deviation of what is added to a sample before the network sees it, so that it learns the normal and not
     *     the identity (a denoising autoencoder, Vincent et al., ICML 2008)
     * @param random weights, noise and order of samples; the same generator gives the same network
     */
    public static Autoencoder trained(List<double[]> samples, int epochs, double noise, RandomGenerator random) {
        int features = samples.getFirst().length;
        DenseNetwork network = DenseNetwork.random(
                new int[] {features, (features + 1) / 2, features}, Activation.TANH, Activation.IDENTITY, random);
        double[] parameters = network.parameters();
        Adam adam = new Adam(parameters.length, LONGEST);
        double[] gradient = new double[parameters.length];
        double[] error = new double[features];
        double[] noisy = new double[features];
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] order = Shuffle.of(samples.size(), random);
            for (int i = 0; i < order.length; i++) {
                double[] sample = samples.get(order[i]);
                for (int f = 0; f < features; f++) {
                    noisy[f] = sample[f] + noise * random.nextGaussian();
                }
                double[] output = network.forward(noisy);
                for (int f = 0; f < features; f++) {
                    error[f] = 2 * (output[f] - sample[f]) / BATCH;
                }
                network.backward(error, gradient);
                if ((i + 1) % BATCH == 0 || i + 1 == order.length) {
                    adam.step(parameters, gradient, RATE * (1 - (double) epoch / epochs));
                }
            }
        }
        return new Autoencoder(network);
    }

    @Override
    public double[] residuals(double[] sample) {
        double[] output = network.forward(sample);
        double[] residuals = new double[sample.length];
        for (int f = 0; f < sample.length; f++) {
            residuals[f] = sample[f] - output[f];
        }
        return residuals;
    }
}
