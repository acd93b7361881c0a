package io.conductorloop.ml.forecast;

import io.conductorloop.ml.forecast.EncoderTraining.Example;
import java.util.ArrayList;
import java.util.List;

/** Turns a series into examples of windows and what followed them. */
public final class LoadExamples {
    private static final double LARGEST = 20;

    private LoadExamples() {}

    /**
     * The windows that end before row {@code to}, the latest {@code most} of them.
     *
     * @param loads requests per step, of which rows from {@code to} on are not looked at
     */
    public static List<Example> of(Cadence cadence, double[] loads, int to, int most) {
        LoadWindow window = new LoadWindow(cadence);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < to; i++) {
            if (i >= to - most && window.full() && loads[i] >= 0) {
                double answer = (loads[i] - window.centre()) / window.scale();
                examples.add(new Example(window.input(), (float) Math.clamp(answer, -LARGEST, LARGEST)));
            }
            window.observe(loads[i]);
        }
        return examples;
    }
}
