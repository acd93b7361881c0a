package io.conductorloop.ml.lifecycle;

/**
 * A challenger's errors beside those of what acts now, on the same recent rows that neither was trained on.
 *
 * @param challenger absolute errors, in order of time
 * @param acting absolute errors on the same rows
 */
public record Trial(double[] challenger, double[] acting) {
    private static final int BATCHES = 20;
    private static final double ONE_IN_TWENTY = 1.729;

    /** Refuses what cannot be compared: fewer than {@value #BATCHES} rows, or not the same number of them. */
    public Trial {
        if (challenger.length != acting.length || challenger.length < BATCHES) {
            throw new IllegalArgumentException(
                    "a trial of " + challenger.length + " rows against " + acting.length + "; at least " + BATCHES);
        }
    }

    double challengerError() {
        return mean(challenger, 0, challenger.length);
    }

    double actingError() {
        return mean(acting, 0, acting.length);
    }

    /**
     * Whether the challenger erred less, beyond what chance explains one time in twenty: Student's test on the means of
     * {@value #BATCHES} batches of consecutive rows, since errors of neighbouring rows are alike (Law, Simulation Modeling
     * and Analysis, 2015, section 9.5.3). Errors that are no numbers are never better.
     */
    boolean challengerIsBetter() {
        double[] gains = new double[BATCHES];
        double mean = 0;
        for (int i = 0; i < BATCHES; i++) {
            int from = (int) ((long) i * acting.length / BATCHES);
            int to = (int) ((long) (i + 1) * acting.length / BATCHES);
            gains[i] = mean(acting, from, to) - mean(challenger, from, to);
            mean += gains[i] / BATCHES;
        }
        double squares = 0;
        for (double gain : gains) {
            squares += (gain - mean) * (gain - mean);
        }
        return mean > 0 && mean > ONE_IN_TWENTY * Math.sqrt(squares / (BATCHES - 1) / BATCHES);
    }

    private static double mean(double[] errors, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += errors[i];
        }
        return sum / (to - from);
    }
}
