package io.conductorloop.messaging.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.AdviceCodec;
import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.Topics;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.telemetry.Sampler;
import io.conductorloop.messaging.telemetry.TelemetryMetrics;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a sample of telemetry every interval, on a thread of its own. Telemetry is advice to advisers: while the broker is
 * away or slow, samples are given up and counted; nothing waits for them and no more than a few are kept.
 */
public final class PublishTelemetry {
    private static final Logger LOG = LoggerFactory.getLogger(PublishTelemetry.class);
    private static final int MOST_UNDER_WAY = 2;

    private final Sampler sampler;
    private final AdviceCodec codec;
    private final RecordPublisher publisher;
    private final TelemetryMetrics metrics;
    private final Duration interval;
    private final AtomicInteger underWay = new AtomicInteger();
    private @Nullable ScheduledExecutorService timer;

    public PublishTelemetry(
            Sampler sampler,
            AdviceCodec codec,
            RecordPublisher publisher,
            TelemetryMetrics metrics,
            Duration interval) {
        this.sampler = sampler;
        this.codec = codec;
        this.publisher = publisher;
        this.metrics = metrics;
        this.interval = interval;
    }

    /** Publishes from now on. */
    public synchronized void start() {
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("telemetry").factory());
            var _ = timer.scheduleWithFixedDelay(
                    this::publish, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Publishes no more. */
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    /** Takes a sample and hands it over, or gives it up. */
    void publish() {
        try {
            TelemetrySample sample = sampler.sample();
            if (underWay.get() >= MOST_UNDER_WAY) {
                metrics.dropped();
                return;
            }
            underWay.incrementAndGet();
            try {
                var _ = publisher.publish(record(sample)).whenComplete((_, failure) -> settled(failure));
            } catch (RuntimeException failure) {
                settled(failure);
            }
        } catch (RuntimeException broken) {
            // A task that throws would never run again.
            metrics.dropped();
            LOG.debug("No telemetry", broken);
        }
    }

    private void settled(@Nullable Throwable failure) {
        underWay.decrementAndGet();
        if (failure == null) {
            metrics.published();
        } else {
            metrics.dropped();
            LOG.debug("A sample of telemetry was given up", failure);
        }
    }

    private OutboundRecord record(TelemetrySample sample) {
        return new OutboundRecord(
                Topics.TELEMETRY,
                (sample.service() + "/" + sample.instance()).getBytes(UTF_8),
                codec.encode(sample),
                OutboundRecord.headers(
                        RecordHeaders.SPEC_VERSION,
                        RecordHeaders.SPEC_VERSION_1,
                        RecordHeaders.ID,
                        sample.instance() + "@" + sample.at(),
                        RecordHeaders.TYPE,
                        EventTypes.TELEMETRY_SAMPLED,
                        RecordHeaders.SOURCE,
                        "/" + sample.service() + "/" + sample.instance(),
                        RecordHeaders.TIME,
                        sample.at().toString(),
                        RecordHeaders.CONTENT_TYPE,
                        RecordHeaders.JSON));
    }
}
