package io.conductorloop.ml.stream;

import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.ml.steering.SteeringMetrics;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/** Reads samples out of records. What cannot be read is passed over. */
public final class TelemetryRecords {
    private static final Logger LOG = LoggerFactory.getLogger(TelemetryRecords.class);

    private final AdviceCodec codec;
    private final SteeringMetrics metrics;

    public TelemetryRecords(AdviceCodec codec, SteeringMetrics metrics) {
        this.codec = codec;
        this.metrics = metrics;
    }

    /** As {@link #read}, and counts what cannot be read: by one of those who read the same records. */
    List<TelemetrySample> readAndCount(Message<List<byte[]>> batch) {
        return read(batch, () -> metrics.passedOver("unreadable"));
    }

    List<TelemetrySample> read(Message<List<byte[]>> batch) {
        return read(batch, () -> {});
    }

    private List<TelemetrySample> read(Message<List<byte[]>> batch, Runnable unreadable) {
        List<TelemetrySample> samples = new ArrayList<>();
        for (InboundRecord record : InboundBatch.records(batch)) {
            try {
                samples.add(codec.sample(record.value()));
            } catch (IllegalArgumentException e) {
                unreadable.run();
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
