package io.conductorloop.ml.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.contracts.AnomalyFound;
import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.Topics;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.ml.anomaly.AnomalyWatch;
import io.conductorloop.ml.steering.SteeringMetrics;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what is not usual in {@code pipeline.telemetry} and says so on {@code ml.anomalies}. That is not waited for:
 * what is lost while Kafka is away is in the log.
 */
public final class DetectAnomaly implements Consumer<List<TelemetrySample>> {
    private static final Logger LOG = LoggerFactory.getLogger(DetectAnomaly.class);

    private final AnomalyWatch watch;
    private final RecordPublisher publisher;
    private final AdviceCodec codec;
    private final SteeringMetrics metrics;

    public DetectAnomaly(AnomalyWatch watch, RecordPublisher publisher, AdviceCodec codec, SteeringMetrics metrics) {
        this.watch = watch;
        this.publisher = publisher;
        this.codec = codec;
        this.metrics = metrics;
    }

    @Override
    public void accept(List<TelemetrySample> samples) {
        for (TelemetrySample sample : samples) {
            watch.observe(sample).ifPresent(anomaly -> {
                metrics.anomaly();
                LOG.info("Anomaly in {} {}: {}", anomaly.service(), anomaly.instance(), anomaly.shares());
                var _ = publisher.publish(record(anomaly)).exceptionally(failure -> {
                    LOG.warn("An anomaly could not be published: {}", failure.toString());
                    return null;
                });
            });
        }
    }

    private OutboundRecord record(AnomalyFound anomaly) {
        return new OutboundRecord(
                Topics.ANOMALIES,
                (anomaly.service() + "/" + anomaly.instance()).getBytes(UTF_8),
                codec.encode(anomaly),
                OutboundRecord.headers(
                        RecordHeaders.SPEC_VERSION,
                        RecordHeaders.SPEC_VERSION_1,
                        RecordHeaders.ID,
                        anomaly.instance() + "@" + anomaly.at(),
                        RecordHeaders.TYPE,
                        EventTypes.ANOMALY_FOUND,
                        RecordHeaders.SOURCE,
                        "/ml",
                        RecordHeaders.TIME,
                        anomaly.at().toString(),
                        RecordHeaders.CONTENT_TYPE,
                        RecordHeaders.JSON));
    }
}
