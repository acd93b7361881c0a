package io.conductorloop.ml.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.FederationCodec;
import io.conductorloop.contracts.FederationMessage;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.ml.federation.Federation;
import io.conductorloop.ml.federation.GlobalModel;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/**
 * Carries what sites that learn together say to each other, on {@code ml.federation}; every site hears all. Nothing is waited for:
 * who was not heard is out of the round.
 */
public final class FederateModel implements Consumer<Message<List<byte[]>>> {
    private static final Logger LOG = LoggerFactory.getLogger(FederateModel.class);

    private final Federation federation;
    private final FederationCodec codec;
    private final RecordPublisher publisher;
    private final Executor background;
    private @Nullable ScheduledExecutorService timer;

    /** @param background where the model is trained */
    public FederateModel(Federation federation, FederationCodec codec, RecordPublisher publisher, Executor background) {
        this.federation = federation;
        this.codec = codec;
        this.publisher = publisher;
        this.background = background;
    }

    /** Takes part from now on. */
    public synchronized void start(Duration heartbeat) {
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("federation").factory());
            var _ = timer.scheduleWithFixedDelay(
                    this::speak, heartbeat.toNanos(), heartbeat.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Falls silent; after that the others go on without this site. */
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        for (InboundRecord record : InboundBatch.records(batch)) {
            try {
                federation.hear(codec.message(record.value())).ifPresent(this::takePart);
            } catch (IllegalArgumentException e) {
                federation.unreadable();
                LOG.debug(
                        "Passed over what a site said, partition {}, offset {}: {}",
                        record.partition(),
                        record.offset(),
                        e.getMessage());
            }
        }
    }

    private void takePart(GlobalModel from) {
        background.execute(() -> federation.takePart(from).ifPresent(this::say));
    }

    private void speak() {
        try {
            federation.tick().forEach(this::say);
        } catch (RuntimeException e) {
            // The next heartbeat follows; a timer that throws would never beat again.
            LOG.warn("A heartbeat of the federation failed: {}", e.toString());
        }
    }

    private void say(FederationMessage message) {
        var _ = publisher.publish(record(message)).exceptionally(failure -> {
            LOG.debug("The other sites could not be told: {}", failure.toString());
            return null;
        });
    }

    private OutboundRecord record(FederationMessage message) {
        return new OutboundRecord(
                Topics.FEDERATION,
                message.site().getBytes(UTF_8),
                codec.encode(message),
                OutboundRecord.headers(
                        RecordHeaders.SPEC_VERSION,
                        RecordHeaders.SPEC_VERSION_1,
                        RecordHeaders.ID,
                        UUID.randomUUID().toString(),
                        RecordHeaders.TYPE,
                        EventTypes.FEDERATION_SAID,
                        RecordHeaders.SOURCE,
                        "/ml/" + message.site(),
                        RecordHeaders.CONTENT_TYPE,
                        RecordHeaders.JSON));
    }
}
