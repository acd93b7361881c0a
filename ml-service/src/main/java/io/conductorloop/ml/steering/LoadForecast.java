package io.conductorloop.ml.steering;

import io.conductorloop.ml.forecast.Cadence;
import io.conductorloop.ml.forecast.GuardedForecaster;
import io.conductorloop.ml.forecast.LoadHistory;
import io.conductorloop.ml.forecast.PlausibleForecaster;
import io.conductorloop.ml.forecast.QuantileForecaster;
import io.conductorloop.ml.forecast.TimeLimitedForecaster;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Foresees the load of one service: by the plain forecaster, by a model while that does better, by one that sites learn together
 * and by a trained transformer while these do better still. Not thread-safe.
 */
final class LoadForecast implements QuantileForecaster {
    private static final int WEEKS = 3;

    private final GuardedForecaster live;
    private final PlausibleForecaster model;
    private final LoadHistory history;
    private @Nullable GuardedForecaster shared;
    private @Nullable GuardedForecaster trained;
    private String trainedName = "";

    LoadForecast(Cadence cadence, LoadForecasters models) {
        this.model = new PlausibleForecaster(new TimeLimitedForecaster(models.model(cadence)), LoadForecasters.plain());
        this.live = new GuardedForecaster(model, LoadForecasters.plain());
        this.history = new LoadHistory(WEEKS * cadence.week());
    }

    /**
     * Lets a trained forecaster compete from now on.
     *
     * @param encoder guarded against what cannot be, and that was shown the first {@code shown} loads, as far as they are kept; null: none competes
     */
    void compete(String name, @Nullable QuantileForecaster encoder, long shown) {
        if (encoder == null) {
            trained = null;
            return;
        }
        for (double load : loads(shown)) {
            encoder.observe(load);
        }
        trained = new GuardedForecaster(encoder, new Following(this::untrained));
        trainedName = name;
    }

    /** Lets a forecaster that sites learn together compete from now on; it has seen nothing yet. */
    void share(QuantileForecaster forecaster) {
        shared = new GuardedForecaster(
                new PlausibleForecaster(forecaster, LoadForecasters.plain()), new Following(() -> live));
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

    /** The shared model's errors over those of what speaks without it; 1 where there is none. */
    double sharedErrorRatio() {
        return shared == null ? 1 : shared.errorRatio();
    }

    /** How often something implausible of the live model was held back. */
    long refusals() {
        return model.refusals();
    }

    @Override
    public String name() {
        String name = speaking().name();
        return name.equals("transformer") ? trainedName : name;
    }

    @Override
    public double forecast() {
        double said = speaking().forecast();
        return Double.isFinite(said) ? said : history.last();
    }

    @Override
    public double quantile(double level) {
        return speaking().quantile(level);
    }

    @Override
    public void observe(double load) {
        if (trained != null) {
            trained.observe(load);
        }
        if (shared != null) {
            shared.observe(load);
        }
        live.observe(load);
        history.add(load >= 0 && load < Double.POSITIVE_INFINITY ? load : forecast());
    }

    private QuantileForecaster speaking() {
        return trained == null ? untrained() : trained;
    }

    private QuantileForecaster untrained() {
        return shared == null ? live : shared;
    }

    /** Says what another forecaster says, which somebody else shows the loads. */
    private record Following(Supplier<QuantileForecaster> other) implements QuantileForecaster {
        @Override
        public String name() {
            return other.get().name();
        }

        @Override
        public double forecast() {
            return other.get().forecast();
        }

        @Override
        public double quantile(double level) {
            return other.get().quantile(level);
        }

        @Override
        public void observe(double load) {
            // It is shown the load elsewhere.
        }
    }
}
