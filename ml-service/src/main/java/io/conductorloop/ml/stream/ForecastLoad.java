package io.conductorloop.ml.stream;

import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.ml.steering.Steering;
import io.conductorloop.ml.steering.SteeringMetrics;
import java.util.List;
import java.util.function.Consumer;

/** Shows {@code pipeline.telemetry} to what foresees loads. */
public final class ForecastLoad implements Consumer<List<TelemetrySample>> {
    private final Steering steering;
    private final SteeringMetrics metrics;

    public ForecastLoad(Steering steering, SteeringMetrics metrics) {
        this.steering = steering;
        this.metrics = metrics;
    }

    @Override
    public void accept(List<TelemetrySample> samples) {
        for (TelemetrySample sample : samples) {
            if (steering.observe(sample)) {
                metrics.sampled(sample.service());
            } else {
                metrics.passedOver("not-advised");
            }
        }
    }
}
