package io.conductorloop.ml.forecast;

/**
 * Lets a model speak only while it did better than its fallback lately, by fading absolute errors; both watch all the time,
 * so that the hand-over, either way, takes no step of waiting. A model that answers what is no number is not asked for that
 * step.
 */
public final class GuardedForecaster implements QuantileForecaster {
    private static final double MEMORY = 0.998;

    private final QuantileForecaster model;
    private final QuantileForecaster fallback;
    private double modelError;
    private double fallbackError;
    private long steps;
    private long fallbacks;

    public GuardedForecaster(QuantileForecaster model, QuantileForecaster fallback) {
        this.model = model;
        this.fallback = fallback;
    }

    @Override
    public String name() {
        return speaking().name();
    }

    /** The share of the steps so far in which the fallback spoke. */
    public double fallbackShare() {
        return steps == 0 ? 0 : fallbacks / (double) steps;
    }

    /** The model's errors of late over its fallback's; below 1 the model is better. 1 before either erred. */
    public double errorRatio() {
        return fallbackError > 0 ? modelError / fallbackError : modelError > 0 ? Double.POSITIVE_INFINITY : 1;
    }

    @Override
    public double forecast() {
        return speaking().forecast();
    }

    @Override
    public double quantile(double level) {
        double said = speaking().quantile(level);
        return Double.isFinite(said) ? said : fallback.quantile(level);
    }

    @Override
    public void observe(double load) {
        steps++;
        if (!modelSpeaks()) {
            fallbacks++;
        }
        if (load >= 0 && load < Double.POSITIVE_INFINITY) {
            double other = Math.abs(fallback.forecast() - load);
            double said = model.forecast();
            modelError = MEMORY * modelError + (Double.isFinite(said) ? Math.abs(said - load) : 2 * other + 1);
            fallbackError = MEMORY * fallbackError + other;
        }
        model.observe(load);
        fallback.observe(load);
    }

    private QuantileForecaster speaking() {
        return modelSpeaks() ? model : fallback;
    }

    private boolean modelSpeaks() {
        return modelError < fallbackError && Double.isFinite(model.forecast());
    }
}
