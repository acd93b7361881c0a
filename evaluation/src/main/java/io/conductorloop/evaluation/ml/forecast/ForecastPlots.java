package io.conductorloop.evaluation.ml.forecast;

import io.conductorloop.evaluation.figures.LinePlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** How a forecast went, in pictures. */
final class ForecastPlots {
    private static final int SHOWN = 336;

    private ForecastPlots() {}

    /** Loads and forecasts with their interval, of the first rows of the test. */
    static void forecast(Path file, Trace trace, Bands bands) throws IOException {
        int from = trace.testFrom();
        int to = Math.min(from + SHOWN, trace.loads().length);
        new LinePlot(trace.name() + ": forecast", "row", "requests per step")
                .line("measured", rows(from, to), Arrays.copyOfRange(trace.loads(), from, to))
                .line("forecast", rows(from, to), Arrays.copyOfRange(bands.said(), from, to))
                .line("5 % below", rows(from, to), Arrays.copyOfRange(bands.low(), from, to))
                .line("95 % below", rows(from, to), Arrays.copyOfRange(bands.high(), from, to))
                .write(file);
    }

    /** Mean absolute error of each day of the test. */
    static void errors(Path file, Trace trace, String baseline, double[] baselineSaid, double[] said)
            throws IOException {
        int day = trace.cadence().day();
        int days = (trace.loads().length - trace.testFrom()) / day;
        if (days == 0) {
            return;
        }
        double[] theirs = new double[days];
        double[] ours = new double[days];
        for (int i = 0; i < days; i++) {
            int from = trace.testFrom() + i * day;
            theirs[i] = Errors.mean(baselineSaid, trace.loads(), from, from + day);
            ours[i] = Errors.mean(said, trace.loads(), from, from + day);
        }
        new LinePlot(trace.name() + ": error", "day of the test", "mean absolute error")
                .line(baseline, rows(0, days), theirs)
                .line("ours", rows(0, days), ours)
                .write(file);
    }

    private static double[] rows(int from, int to) {
        double[] rows = new double[to - from];
        Arrays.setAll(rows, i -> from + i);
        return rows;
    }
}
