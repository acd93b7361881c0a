package io.conductorloop.evaluation.ml.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The pictures of an evaluation, as SVG. */
final class Plots {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 450;
    private static final int SHOWN = 336;

    private Plots() {}

    /** Loads and forecasts with their interval, of the first rows of the test. */
    static void forecast(Path file, Trace trace, Bands bands) throws IOException {
        int from = trace.testFrom();
        int to = Math.min(from + SHOWN, trace.loads().length);
        XYChart chart = chart(trace.name() + ": forecast", "row", "requests per step");
        line(chart, "measured", rows(from, to), Arrays.copyOfRange(trace.loads(), from, to));
        line(chart, "forecast", rows(from, to), Arrays.copyOfRange(bands.said(), from, to));
        line(chart, "5 % below", rows(from, to), Arrays.copyOfRange(bands.low(), from, to));
        line(chart, "95 % below", rows(from, to), Arrays.copyOfRange(bands.high(), from, to));
        save(chart, file);
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
        XYChart chart = chart(trace.name() + ": error", "day of the test", "mean absolute error");
        line(chart, baseline, rows(0, days), theirs);
        line(chart, "ours", rows(0, days), ours);
        save(chart, file);
    }

    static XYChart chart(String title, String x, String y) {
        return new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
    }

    static void line(XYChart chart, String name, double[] x, double[] y) {
        chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE);
    }

    static void save(XYChart chart, Path file) throws IOException {
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }

    static double[] rows(int from, int to) {
        double[] rows = new double[to - from];
        Arrays.setAll(rows, i -> from + i);
        return rows;
    }
}
