package io.conductorloop.ml.nets;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Dense layers one after another, all parameters in one vector: for each layer its weights [out × in], row by row, then
 * its biases [out]. One vector makes averaging, clipping and checking a network a matter of arrays.
 *
 * <p>Not safe for use by several threads: the outputs of a forward pass are kept for the backward pass after it.
 */
public final class DenseNetwork {
    private final int[] sizes;
    private final Activation hidden;
    private final Activation last;
    private final double[] parameters;
    private final double[][] outputs;
    private final double[][] errors;

    private DenseNetwork(int[] sizes, Activation hidden, Activation last, double[] parameters) {
        this.sizes = sizes.clone();
        this.hidden = hidden;
        this.last = last;
        this.parameters = parameters;
        this.outputs = new double[sizes.length][];
        this.errors = new double[sizes.length][];
        for (int layer = 0; layer < sizes.length; layer++) {
            outputs[layer] = new double[sizes[layer]];
            errors[layer] = new double[sizes[layer]];
        }
    }

    /**
     * A network with weights drawn as Glorot and Bengio do (AISTATS 2010) and biases of zero.
     *
     * @param sizes of the input and of each layer's output
     * @param hidden activation of all layers but the last
     */
    public static DenseNetwork random(int[] sizes, Activation hidden, Activation last, RandomGenerator random) {
        double[] parameters = new double[count(sizes)];
        int at = 0;
        for (int layer = 1; layer < sizes.length; layer++) {
            double limit = Math.sqrt(6.0 / (sizes[layer - 1] + sizes[layer]));
            int weights = sizes[layer - 1] * sizes[layer];
            for (int i = 0; i < weights; i++) {
                parameters[at + i] = (2 * random.nextDouble() - 1) * limit;
            }
            at += weights + sizes[layer];
        }
        return new DenseNetwork(sizes, hidden, last, parameters);
    }

    /** The same network with its own parameters, which can change without this one's. */
    public DenseNetwork copy() {
        return new DenseNetwork(sizes, hidden, last, parameters.clone());
    }

    /**
     * A network of this form with these parameters.
     *
     * @throws IllegalArgumentException when they are more or fewer
     */
    public DenseNetwork with(double[] others) {
        if (others.length != parameters.length) {
            throw new IllegalArgumentException(
                    "a network of " + parameters.length + " parameters, not " + others.length);
        }
        return new DenseNetwork(sizes, hidden, last, others.clone());
    }

    private static int count(int[] sizes) {
        int count = 0;
        for (int layer = 1; layer < sizes.length; layer++) {
            count += sizes[layer] * (sizes[layer - 1] + 1);
        }
        return count;
    }

    /** The parameters themselves, not a copy: an optimiser changes them in place. */
    public double[] parameters() {
        return parameters;
    }

    /** Multiplies the last layer's weights, so that a network can start out undecided. */
    public void scaleLastLayer(double factor) {
        int out = sizes[sizes.length - 1];
        int in = sizes[sizes.length - 2];
        for (int i = parameters.length - out * (in + 1); i < parameters.length - out; i++) {
            parameters[i] *= factor;
        }
    }

    /**
     * The network's output; valid until the next call.
     *
     * @param input as long as the first size
     */
    public double[] forward(double[] input) {
        System.arraycopy(input, 0, outputs[0], 0, sizes[0]);
        int at = 0;
        for (int layer = 1; layer < sizes.length; layer++) {
            double[] in = outputs[layer - 1];
            double[] out = outputs[layer];
            Activation activation = activation(layer);
            int biases = at + in.length * out.length;
            for (int o = 0; o < out.length; o++) {
                double sum = parameters[biases + o];
                int row = at + o * in.length;
                for (int i = 0; i < in.length; i++) {
                    sum += parameters[row + i] * in[i];
                }
                out[o] = activation.of(sum);
            }
            at = biases + out.length;
        }
        return outputs[sizes.length - 1];
    }

    /**
     * Adds to {@code gradient} the derivative of a loss with respect to every parameter, for the input last given.
     *
     * @param outputError derivative of the loss with respect to each output
     * @param gradient as long as the parameters
     */
    public void backward(double[] outputError, double[] gradient) {
        int layers = sizes.length - 1;
        System.arraycopy(outputError, 0, errors[layers], 0, outputError.length);
        int at = parameters.length;
        for (int layer = layers; layer > 0; layer--) {
            double[] in = outputs[layer - 1];
            double[] out = outputs[layer];
            double[] error = errors[layer];
            double[] before = errors[layer - 1];
            Activation activation = activation(layer);
            at -= out.length * (in.length + 1);
            int biases = at + in.length * out.length;
            Arrays.fill(before, 0);
            for (int o = 0; o < out.length; o++) {
                double slope = error[o] * activation.slope(out[o]);
                gradient[biases + o] += slope;
                int row = at + o * in.length;
                for (int i = 0; i < in.length; i++) {
                    gradient[row + i] += slope * in[i];
                    before[i] += slope * parameters[row + i];
                }
            }
        }
    }

    private Activation activation(int layer) {
        return layer == sizes.length - 1 ? last : hidden;
    }
}
