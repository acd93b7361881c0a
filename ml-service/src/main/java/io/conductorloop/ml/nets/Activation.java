package io.conductorloop.ml.nets;

/** What a layer does to its weighted sums. */
public enum Activation {
    IDENTITY {
        @Override
        double of(double sum) {
            return sum;
        }

        @Override
        double slope(double output) {
            return 1;
        }
    },
    TANH {
        @Override
        double of(double sum) {
            return StrictMath.tanh(sum);
        }

        @Override
        double slope(double output) {
            return 1 - output * output;
        }
    };

    abstract double of(double sum);

    /** The derivative, from the output since both functions allow it. */
    abstract double slope(double output);
}
