package io.conductorloop.ml.forecast;

import java.util.EnumSet;

/** One regression on one choice of features with one memory; shares its signals with the other experts of a series. */
final class RegressionExpert {
    private final Signals signals;
    private final Features[] features;
    private final FadingRegression regression;
    private final double[] row;
    private double predicted;

    RegressionExpert(Signals signals, double memory, double ridge, EnumSet<Features> features) {
        this.signals = signals;
        this.features = features.toArray(Features[]::new);
        int size = 0;
        for (Features feature : features) {
            size += feature.size(signals.cadence());
        }
        this.row = new double[size];
        this.regression = new FadingRegression(size, memory, ridge);
    }

    /** The next load, from the signals as they are now. */
    double forecast() {
        int at = 0;
        for (Features feature : features) {
            at = feature.fill(signals, row, at);
        }
        predicted = regression.predict(row);
        double load = signals.last() + signals.scale() * predicted;
        return Double.isFinite(load) ? Math.max(0, load) : signals.last();
    }

    /** Learns what came; the signals are still those of the forecast. */
    void learn(double load) {
        regression.learn(row, (load - signals.last()) / signals.scale(), predicted);
    }
}
