package io.conductorloop.ml.forecast;

import java.util.Arrays;

/** Gives any forecaster quantiles: those of its own latest errors, each in units of the error that was usual then. */
public final class CalibratedForecaster implements QuantileForecaster {
    private static final int KEPT = 2000;

    private final Forecaster forecaster;
    private final ErrorScale scale = new ErrorScale();
    private final double[] ring = new double[KEPT];
    private final double[] sorted = new double[KEPT];
    private int next;
    private int size;
    private boolean started;

    public CalibratedForecaster(Forecaster forecaster) {
        this.forecaster = forecaster;
    }

    @Override
    public String name() {
        return forecaster.name();
    }

    @Override
    public double forecast() {
        return forecaster.forecast();
    }

    @Override
    public double quantile(double level) {
        double said = forecaster.forecast();
        if (size == 0) {
            return said;
        }
        double place = Math.clamp(level, 0, 1) * (size - 1);
        int below = (int) place;
        int above = Math.min(below + 1, size - 1);
        double error = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
        return Math.max(0, said + error * scale.at(said));
    }

    @Override
    public void observe(double load) {
        if (started && load >= 0 && load < Double.POSITIVE_INFINITY) {
            double said = forecaster.forecast();
            keep((load - said) / scale.at(said));
            scale.learn(said, load);
        }
        started = true;
        forecaster.observe(load);
    }

    private void keep(double error) {
        if (size == KEPT) {
            int gone = Arrays.binarySearch(sorted, 0, size, ring[next]);
            System.arraycopy(sorted, gone + 1, sorted, gone, --size - gone);
        }
        ring[next] = error;
        next = (next + 1) % KEPT;
        int found = Arrays.binarySearch(sorted, 0, size, error);
        int at = found < 0 ? -found - 1 : found;
        System.arraycopy(sorted, at, sorted, at + 1, size++ - at);
        sorted[at] = error;
    }
}
