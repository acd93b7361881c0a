package io.conductorloop.ml.steering;

import io.conductorloop.ml.forecast.Cadence;
import io.conductorloop.ml.forecast.GuardedForecaster;
import io.conductorloop.ml.forecast.LoadHistory;
import io.conductorloop.ml.forecast.PlausibleForecaster;
import io.conductorloop.ml.forecast.QuantileForecaster;
import io.conductorloop.ml.forecast.TimeLimitedForecaster;
import org.jspecify.annotations.Nullable;

/**
 * Foresees the load of one service: by the plain forecaster, by a model while that does better, and by a trained transformer
 * while that does better still. Not thread-safe.
 */
final class LoadForecast implements QuantileForecaster {
    private static final int WEEKS = 3;

    private final GuardedForecaster live;
    private final PlausibleForecaster model;
    private final LoadHistory history;
    private @Nullable GuardedForecaster trained;
    private String trainedName = "";
    private QuantileForecaster speaking;

    LoadForecast(Cadence cadence, LoadForecasters models) {
        this.model = new PlausibleForecaster(new TimeLimitedForecaster(models.model(cadence)), LoadForecasters.plain());
        this.live = new GuardedForecaster(model, LoadForecasters.plain());
        this.history = new LoadHistory(WEEKS * cadence.week());
        this.speaking = live;
    }

    /**
     * Lets a trained forecaster compete from now on.
     *
     * @param encoder guarded against what cannot be, and that was shown the first {@code shown} loads, as far as they are kept; null: none competes
     */
    void compete(String name, @Nullable QuantileForecaster encoder, long shown) {
        if (encoder == null) {
            trained = null;
            speaking = live;
            return;
        }
        for (double load : loads(shown)) {
            encoder.observe(load);
        }
        trained = new GuardedForecaster(encoder, new Following(live));
        trainedName = name;
        speaking = trained;
    }

    /** How many loads there were so far. */
    long seen() {
        return history.count();
    }

    /** The loads after the first {@code shown}, oldest first, as far as they are kept. */
    double[] loads(long shown) {
        double[] loads = new double[Math.clamp(history.count() - shown, 0, history.size())];
        for (int i = 0; i < loads.length; i++) {
            loads[i] = history.ago(loads.length - i);
        }
        return loads;
    }

    /** The live model's errors over the plain one's. */
    double errorRatio() {
        return live.errorRatio();
    }

    /** The share of steps in which the plain forecaster spoke in place of the live model. */
    double fallbackShare() {
        return live.fallbackShare();
    }

    /** The trained model's errors over those of what speaks without it; 1 where there is none. */
    double trainedErrorRatio() {
        return trained == null ? 1 : trained.errorRatio();
    }

    /** How often something implausible of the live model was held back. */
    long refusals() {
        return model.refusals();
    }

    @Override
    public String name() {
        String name = speaking.name();
        return name.equals("transformer") ? trainedName : name;
    }

    @Override
    public double forecast() {
        double said = speaking.forecast();
        return Double.isFinite(said) ? said : history.last();
    }

    @Override
    public double quantile(double level) {
        return speaking.quantile(level);
    }

    @Override
    public void observe(double load) {
        if (trained != null) {
            trained.observe(load);
        }
        live.observe(load);
        history.add(load >= 0 && load < Double.POSITIVE_INFINITY ? load : forecast());
    }

    /** Says what another forecaster says, which somebody else shows the loads. */
    private record Following(QuantileForecaster other) implements QuantileForecaster {
        @Override
        public String name() {
            return other.name();
        }

        @Override
        public double forecast() {
            return other.forecast();
        }

        @Override
        public double quantile(double level) {
            return other.quantile(level);
        }

        @Override
        public void observe(double load) {
            // It is shown the load elsewhere.
        }
    }
}
