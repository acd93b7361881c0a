package io.conductorloop.ml.stream;

import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.ml.steering.Steering;
import io.conductorloop.ml.steering.SteeringMetrics;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Shows {@code pipeline.telemetry} to what foresees loads; every instance of this service sees all of it. */
public final class ForecastLoad implements Consumer<Message<List<byte[]>>> {
    private final TelemetryRecords records;
    private final Steering steering;
    private final SteeringMetrics metrics;

    public ForecastLoad(TelemetryRecords records, Steering steering, SteeringMetrics metrics) {
        this.records = records;
        this.steering = steering;
        this.metrics = metrics;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        for (TelemetrySample sample : records.readAndCount(batch)) {
            if (steering.observe(sample)) {
                metrics.sampled(sample.service());
            } else {
                metrics.passedOver("not-advised");
            }
        }
    }
}
