package io.conductorloop.ml.forecast;

/**
 * Lets nothing of a model pass that cannot be: what is no number, what is far above all loads seen lately, what is far below
 * what a plain forecaster takes for the least, and a model that throws. In place of it stands what is no number, on which a
 * {@link GuardedForecaster} falls back at once. A guard by errors needs time to see a lie; this one needs none.
 */
public final class PlausibleForecaster implements QuantileForecaster {
    private static final double ABOVE = 4;
    private static final double BELOW = 0.25;
    private static final double HIGH = 0.995;
    private static final double LOW = 0.05;
    private static final double MEMORY = 0.999;

    private final QuantileForecaster model;
    private final QuantileForecaster plain;
    private double highest;
    private long refusals;

    /** @param plain shown the same loads by this forecaster */
    public PlausibleForecaster(QuantileForecaster model, QuantileForecaster plain) {
        this.model = model;
        this.plain = plain;
    }

    @Override
    public String name() {
        return model.name();
    }

    /** In how many steps the forecast was held back, or the model threw. */
    public long refusals() {
        return refusals;
    }

    @Override
    public double forecast() {
        try {
            return plausible(model.forecast());
        } catch (RuntimeException broken) {
            return Double.NaN;
        }
    }

    @Override
    public double quantile(double level) {
        try {
            return plausible(model.quantile(level));
        } catch (RuntimeException broken) {
            return Double.NaN;
        }
    }

    @Override
    public void observe(double load) {
        // Before the first load nothing is known to be plausible.
        boolean refused = highest > 0 && Double.isNaN(forecast());
        if (load >= 0 && load < Double.POSITIVE_INFINITY) {
            highest = Math.max(load, MEMORY * highest);
        }
        plain.observe(load);
        try {
            model.observe(load);
        } catch (RuntimeException broken) {
            refused = true;
        }
        refusals += refused ? 1 : 0;
    }

    private double plausible(double said) {
        double most = ABOVE * Math.max(highest, plain.quantile(HIGH));
        double least = BELOW * plain.quantile(LOW);
        if (said >= least && said <= most) {
            return said;
        }
        return Double.NaN;
    }
}
