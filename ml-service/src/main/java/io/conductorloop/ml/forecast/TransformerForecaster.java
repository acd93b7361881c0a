package io.conductorloop.ml.forecast;

import java.util.Arrays;
import java.util.List;

/**
 * Foresees quantiles by a transformer encoder around what the live regression says; before a week was seen, and should the
 * encoder ever answer what is no number, the regression alone speaks.
 */
public final class TransformerForecaster implements QuantileForecaster {
    /** The quantiles that an encoder answers. */
    public static final List<Double> LEVELS = List.of(0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995);

    private static final int MEDIAN = LEVELS.indexOf(0.5);

    private final LoadWindow window;
    private final Encoder encoder;
    private double[] answers = new double[LEVELS.size()];

    /** @throws IllegalArgumentException when the weights are of an encoder for something else */
    public TransformerForecaster(Cadence cadence, EncoderWeights weights) {
        if (!reads(weights.shape())) {
            throw new IllegalArgumentException("not an encoder of load windows: " + weights.shape());
        }
        this.window = new LoadWindow(cadence);
        this.encoder = new Encoder(weights);
    }

    /** Whether an encoder of this shape is one of load windows. */
    public static boolean reads(EncoderShape shape) {
        return shape.tokens() == LoadWindow.TOKENS
                && shape.features() == LoadWindow.FEATURES
                && shape.outputs() == LEVELS.size();
    }

    /** The size used unless another is asked for. */
    public static EncoderShape shape() {
        return new EncoderShape(LoadWindow.TOKENS, LoadWindow.FEATURES, 16, 2, 32, 1, LEVELS.size());
    }

    @Override
    public String name() {
        return "transformer";
    }

    @Override
    public double forecast() {
        return load(answers[MEDIAN]);
    }

    @Override
    public double quantile(double level) {
        int above = 0;
        while (above < LEVELS.size() && LEVELS.get(above) < level) {
            above++;
        }
        if (above == 0) {
            return load(answers[0]);
        }
        if (above == LEVELS.size()) {
            return load(answers[above - 1]);
        }
        double below = LEVELS.get(above - 1);
        double part = (level - below) / (LEVELS.get(above) - below);
        return load(answers[above - 1] + part * (answers[above] - answers[above - 1]));
    }

    private double load(double answer) {
        return Math.max(0, window.centre() + window.scale() * answer);
    }

    @Override
    public void observe(double load) {
        window.observe(load);
        answers = window.full() ? sane(encoder.answer(window.input())) : new double[LEVELS.size()];
    }

    /** Quantiles that cross are sorted (Chernozhukov et al. 2010). */
    private static double[] sane(double[] answers) {
        for (double answer : answers) {
            if (!Double.isFinite(answer)) {
                return new double[answers.length];
            }
        }
        Arrays.sort(answers);
        return answers;
    }
}
