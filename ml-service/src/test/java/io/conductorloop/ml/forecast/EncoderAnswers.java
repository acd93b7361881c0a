package io.conductorloop.ml.forecast;

/** Lets tests of what trains an encoder ask what it answers. */
public final class EncoderAnswers {
    private EncoderAnswers() {}

    public static double[] of(EncoderWeights weights, float[] input) {
        return new Encoder(weights).answer(input);
    }
}
