package io.conductorloop.ml.forecast;

/**
 * A transformer encoder that only answers: multi-head self-attention and a feed-forward part, each behind a layer norm and
 * beside a residual (Vaswani et al. 2017, with the norms first as in Xiong et al. 2020). What it answers is read from the
 * last token. Plain Java on weights that were trained elsewhere; not thread-safe, as it keeps its working memory.
 */
final class Encoder {
    private static final double EPSILON = 1e-5;

    private final EncoderShape shape;
    private final EncoderWeights weights;
    private final float[][] positions;
    private final double[][] state;
    private final double[][] normed;
    private final double[][] queries;
    private final double[][] keys;
    private final double[][] values;
    private final double[] attention;
    private final double[] attended;
    private final double[] hidden;

    Encoder(EncoderWeights weights) {
        this.weights = weights;
        this.shape = weights.shape();
        this.positions = shape.positions();
        this.state = new double[shape.tokens()][shape.width()];
        this.normed = new double[shape.tokens()][shape.width()];
        this.queries = new double[shape.tokens()][shape.width()];
        this.keys = new double[shape.tokens()][shape.width()];
        this.values = new double[shape.tokens()][shape.width()];
        this.attention = new double[shape.tokens()];
        this.attended = new double[shape.width()];
        this.hidden = new double[shape.hidden()];
    }

    /**
     * Answers one number per output.
     *
     * @param input token by token, {@code tokens * features} numbers
     */
    double[] answer(float[] input) {
        float[] embed = weights.of("embed");
        float[] embedBias = weights.of("embedBias");
        for (int token = 0; token < shape.tokens(); token++) {
            for (int i = 0; i < shape.width(); i++) {
                double sum = embedBias[i] + positions[token][i];
                for (int j = 0; j < shape.features(); j++) {
                    sum += input[token * shape.features() + j] * embed[j * shape.width() + i];
                }
                state[token][i] = sum;
            }
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            // Nothing after the last layer reads the other tokens.
            int from = layer == shape.layers() - 1 ? shape.tokens() - 1 : 0;
            attend(layer, from);
            feedForward(layer, from);
        }
        double[] last = normed[shape.tokens() - 1];
        norm(state[shape.tokens() - 1], last, weights.of("gain"), weights.of("bias"));
        return affine(last, weights.of("out"), weights.of("outBias"), new double[shape.outputs()]);
    }

    private void attend(int layer, int from) {
        int width = shape.headWidth();
        for (int token = 0; token < shape.tokens(); token++) {
            norm(state[token], normed[token], weights.of("gain1." + layer), weights.of("bias1." + layer));
            project(normed[token], weights.of("query." + layer), queries[token]);
            project(normed[token], weights.of("key." + layer), keys[token]);
            project(normed[token], weights.of("value." + layer), values[token]);
        }
        float[] out = weights.of("attended." + layer);
        for (int token = from; token < shape.tokens(); token++) {
            for (int head = 0; head < shape.heads(); head++) {
                attend(queries[token], head * width, width);
            }
            for (int i = 0; i < shape.width(); i++) {
                double sum = 0;
                for (int j = 0; j < shape.width(); j++) {
                    sum += attended[j] * out[j * shape.width() + i];
                }
                state[token][i] += sum;
            }
        }
    }

    /** Scaled dot-product attention of one query in the head whose numbers start at {@code at}. */
    private void attend(double[] query, int at, int width) {
        double most = Double.NEGATIVE_INFINITY;
        for (int token = 0; token < shape.tokens(); token++) {
            double sum = 0;
            for (int i = at; i < at + width; i++) {
                sum += query[i] * keys[token][i];
            }
            attention[token] = sum / Math.sqrt(width);
            most = Math.max(most, attention[token]);
        }
        double total = 0;
        for (int token = 0; token < shape.tokens(); token++) {
            attention[token] = Math.exp(attention[token] - most);
            total += attention[token];
        }
        for (int i = at; i < at + width; i++) {
            double sum = 0;
            for (int token = 0; token < shape.tokens(); token++) {
                sum += attention[token] * values[token][i];
            }
            attended[i] = sum / total;
        }
    }

    private void feedForward(int layer, int from) {
        for (int token = from; token < shape.tokens(); token++) {
            norm(state[token], normed[token], weights.of("gain2." + layer), weights.of("bias2." + layer));
            affine(normed[token], weights.of("up." + layer), weights.of("upBias." + layer), hidden);
            for (int i = 0; i < hidden.length; i++) {
                hidden[i] = Math.max(0, hidden[i]);
            }
            affine(hidden, weights.of("down." + layer), weights.of("downBias." + layer), attended);
            for (int i = 0; i < attended.length; i++) {
                state[token][i] += attended[i];
            }
        }
    }

    /** By a matrix whose rows are the outputs. */
    private static void project(double[] from, float[] matrix, double[] into) {
        for (int i = 0; i < into.length; i++) {
            double sum = 0;
            for (int j = 0; j < from.length; j++) {
                sum += matrix[i * from.length + j] * from[j];
            }
            into[i] = sum;
        }
    }

    /** By a matrix whose columns are the outputs. */
    private static double[] affine(double[] from, float[] matrix, float[] bias, double[] into) {
        for (int i = 0; i < into.length; i++) {
            double sum = bias[i];
            for (int j = 0; j < from.length; j++) {
                sum += from[j] * matrix[j * into.length + i];
            }
            into[i] = sum;
        }
        return into;
    }

    private static void norm(double[] from, double[] into, float[] gain, float[] bias) {
        double mean = 0;
        for (double value : from) {
            mean += value / from.length;
        }
        double variance = 0;
        for (double value : from) {
            variance += (value - mean) * (value - mean) / from.length;
        }
        double scale = 1 / Math.sqrt(variance + EPSILON);
        for (int i = 0; i < from.length; i++) {
            into[i] = (from[i] - mean) * scale * gain[i] + bias[i];
        }
    }
}
