package io.conductorloop.evaluation.figures;

import java.io.IOException;
import java.nio.file.Path;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A plot of lines and points, written as SVG. */
public final class LinePlot {
    private final XYChart chart;

    /** An empty one; the axes are named {@code across} and {@code up}. */
    public LinePlot(String title, String across, String up) {
        chart = new XYChartBuilder()
                .width(800)
                .height(500)
                .title(title)
                .xAxisTitle(across)
                .yAxisTitle(up)
                .build();
        chart.getStyler().setMarkerSize(4);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    }

    /** Adds a line; a name is taken once. */
    public LinePlot line(String name, double[] x, double[] y) {
        chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE);
        return this;
    }

    /** Adds points without a line. */
    public LinePlot points(String name, double[] x, double[] y) {
        chart.addSeries(name, x, y).setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        return this;
    }

    /** Writes it to a file, named without its ending. */
    public void write(Path file) throws IOException {
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }
}
