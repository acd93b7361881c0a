package io.conductorloop.ml.forecast;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Gives any forecaster quantiles: those of its own latest errors, each in units of the error that was expected then, as in
 * conformal prediction (Vovk et al. 2005; Lei et al. 2018 for the units).
 */
public final class CalibratedForecaster implements QuantileForecaster {
    private static final int KEPT = 2000;

    private static final double UPPER_SPREAD = 0.9;
    private static final double LOWER_SPREAD = 0.25;
    private static final double LEAST_SPREAD = 0.1;

    private final Forecaster forecaster;
    private final DoubleSupplier spread;
    private final ErrorScale scale = new ErrorScale();
    private final double[] ring = new double[KEPT];
    private final double[] sorted = new double[KEPT];
    private int next;
    private int size;
    private boolean started;

    /** Expects the error that was usual lately at such a load. */
    public CalibratedForecaster(Forecaster forecaster) {
        this.forecaster = forecaster;
        this.spread = () -> 0;
    }

    /** Expects an error as large as the forecaster's own quantiles are apart: it says when, this says how much. */
    public static CalibratedForecaster bySpread(QuantileForecaster forecaster) {
        return new CalibratedForecaster(
                forecaster, () -> forecaster.quantile(UPPER_SPREAD) - forecaster.quantile(LOWER_SPREAD));
    }

    private CalibratedForecaster(Forecaster forecaster, DoubleSupplier spread) {
        this.forecaster = forecaster;
        this.spread = spread;
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
        return Math.max(0, said + error * expected(said));
    }

    @Override
    public void observe(double load) {
        if (started && load >= 0 && load < Double.POSITIVE_INFINITY) {
            double said = forecaster.forecast();
            keep((load - said) / expected(said));
            scale.learn(said, load);
        }
        started = true;
        forecaster.observe(load);
    }

    private double expected(double said) {
        double own = spread.getAsDouble();
        double usual = scale.at(said);
        return own > 0 && own < Double.POSITIVE_INFINITY ? Math.max(own, LEAST_SPREAD * usual) : usual;
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
