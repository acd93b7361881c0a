package io.conductorloop.ml.nets;

/** Arithmetic on arrays of doubles. */
public final class Vectors {
    private Vectors() {}

    /** The Euclidean length. */
    public static double length(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    /** Whether no value is NaN or infinite. */
    public static boolean finite(double[] vector) {
        for (double value : vector) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
