package io.conductorloop.ml.stream;

import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.ml.steering.SteeringMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/**
 * Reads {@code pipeline.telemetry} once and shows it to each step in turn; every instance of this service hears all of it. What
 * cannot be read is passed over. A step that fails is counted and the next one goes on: a batch is never shown twice, as models
 * would take it for twice the load.
 */
public final class HearTelemetry implements Consumer<Message<List<byte[]>>> {
    private static final Logger LOG = LoggerFactory.getLogger(HearTelemetry.class);

    private final AdviceCodec codec;
    private final List<Consumer<List<TelemetrySample>>> steps;
    private final SteeringMetrics metrics;

    /** @param steps in the order in which they see a batch */
    public HearTelemetry(AdviceCodec codec, List<Consumer<List<TelemetrySample>>> steps, SteeringMetrics metrics) {
        this.codec = codec;
        this.steps = List.copyOf(steps);
        this.metrics = metrics;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        List<TelemetrySample> samples = read(batch);
        for (Consumer<List<TelemetrySample>> step : steps) {
            try {
                step.accept(samples);
            } catch (RuntimeException e) {
                metrics.passedOver("failed");
                LOG.warn("{} failed on {} samples", step.getClass().getSimpleName(), samples.size(), e);
            }
        }
    }

    private List<TelemetrySample> read(Message<List<byte[]>> batch) {
        List<TelemetrySample> samples = new ArrayList<>();
        for (InboundRecord record : InboundBatch.records(batch)) {
            try {
                samples.add(codec.sample(record.value()));
            } catch (IllegalArgumentException e) {
                metrics.passedOver("unreadable");
                LOG.debug(
                        "Passed over telemetry, partition {}, offset {}: {}",
                        record.partition(),
                        record.offset(),
                        e.getMessage());
            }
        }
        return samples;
    }
}
