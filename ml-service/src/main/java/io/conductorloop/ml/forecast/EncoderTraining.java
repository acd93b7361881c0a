package io.conductorloop.ml.forecast;

import java.util.List;

/** Finds weights of an encoder. The port behind which the tensor library is. */
public interface EncoderTraining {
    /**
     * Least pinball loss on the examples, from random weights.
     *
     * @return the same weights for the same arguments on the same machine
     * @throws IllegalArgumentException when there is no example, or one that holds what is no number
     * @throws IllegalStateException when the loss stops being a number
     */
    EncoderWeights train(EncoderShape shape, List<Example> examples, Plan plan);

    /**
     * One window and what followed it.
     *
     * @param input token by token, {@code tokens * features} numbers
     * @param target the number whose quantiles are learnt
     */
    record Example(float[] input, float target) {}

    /**
     * How long and how to train.
     *
     * @param levels of the quantiles, one per output, rising
     * @param steps number of batches; with the batch size the bound on the time
     * @param learningRate of Adam at the start; it falls to zero along a half cosine
     */
    record Plan(List<Double> levels, int steps, int batch, double learningRate, long seed) {}
}
