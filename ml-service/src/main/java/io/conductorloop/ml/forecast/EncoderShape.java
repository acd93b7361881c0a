package io.conductorloop.ml.forecast;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The size of a transformer encoder.
 *
 * @param tokens steps it looks at; the last one is the step to foresee
 * @param features numbers per token
 * @param width of a token inside
 * @param heads of the self-attention; {@code width} is a multiple of them
 * @param hidden width of the feed-forward part
 * @param layers encoder blocks
 * @param outputs numbers it answers, one for each quantile
 */
public record EncoderShape(int tokens, int features, int width, int heads, int hidden, int layers, int outputs) {
    /** @throws IllegalArgumentException when a size is not positive or the heads do not divide the width */
    public EncoderShape {
        if (tokens < 1
                || features < 1
                || width < 2
                || heads < 1
                || hidden < 1
                || layers < 1
                || outputs < 1
                || width % heads != 0) {
            throw new IllegalArgumentException(
                    "no encoder has tokens " + tokens + ", features " + features + ", width " + width + ", heads "
                            + heads + ", hidden " + hidden + ", layers " + layers + ", outputs " + outputs);
        }
    }

    public int headWidth() {
        return width / heads;
    }

    /** Every parameter's name and shape, in the order in which they are stored. */
    public Map<String, long[]> parameters() {
        Map<String, long[]> parameters = new LinkedHashMap<>();
        parameters.put("embed", new long[] {features, width});
        parameters.put("embedBias", new long[] {width});
        for (int i = 0; i < layers; i++) {
            parameters.put("gain1." + i, new long[] {width});
            parameters.put("bias1." + i, new long[] {width});
            for (String projection : new String[] {"query.", "key.", "value."}) {
                parameters.put(projection + i, new long[] {heads, headWidth(), width});
            }
            parameters.put("attended." + i, new long[] {width, width});
            parameters.put("gain2." + i, new long[] {width});
            parameters.put("bias2." + i, new long[] {width});
            parameters.put("up." + i, new long[] {width, hidden});
            parameters.put("upBias." + i, new long[] {hidden});
            parameters.put("down." + i, new long[] {hidden, width});
            parameters.put("downBias." + i, new long[] {width});
        }
        parameters.put("gain", new long[] {width});
        parameters.put("bias", new long[] {width});
        parameters.put("out", new long[] {width, outputs});
        parameters.put("outBias", new long[] {outputs});
        return parameters;
    }

    /** Sine and cosine positions, [tokens][width] (Vaswani et al. 2017, Attention Is All You Need, section 3.5). */
    public float[][] positions() {
        float[][] positions = new float[tokens][width];
        for (int token = 0; token < tokens; token++) {
            for (int i = 0; i < width; i++) {
                double angle = token / Math.pow(10_000, (i / 2 * 2) / (double) width);
                positions[token][i] = (float) (i % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
            }
        }
        return positions;
    }
}
