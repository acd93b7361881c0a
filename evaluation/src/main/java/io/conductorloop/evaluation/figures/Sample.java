package io.conductorloop.evaluation.figures;

import java.util.Arrays;
import java.util.Locale;

/** Figures of runs that differ by their seed alone. */
public record Sample(double[] figures) {
    /** Two-sided 95 % quantiles of Student's t for 1 to 9 degrees of freedom. */
    private static final double[] STUDENT = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262};

    public double mean() {
        return Arrays.stream(figures).average().orElseThrow();
    }

    /** Half the width of the mean's 95 % interval. */
    public double interval() {
        double mean = mean();
        double squares =
                Arrays.stream(figures).map(f -> (f - mean) * (f - mean)).sum();
        int freedom = figures.length - 1;
        double t = freedom <= STUDENT.length ? STUDENT[freedom - 1] : 1.96;
        return t * Math.sqrt(squares / freedom / figures.length);
    }

    /** As {@code ±0.012 (95%, n=5)}, n runs. */
    public String told() {
        return String.format(Locale.ROOT, "±%.2g (95%%, n=%d)", interval(), figures.length);
    }
}
