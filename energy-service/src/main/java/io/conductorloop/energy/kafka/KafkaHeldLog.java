package io.conductorloop.energy.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.energy.deferral.DeferredIntent;
import io.conductorloop.energy.deferral.HeldLog;
import io.conductorloop.energy.deferral.IntentReading;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.kafka.CompactedTopic;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log on {@code intents.held}: an intent's record under its id, and an empty one once it waits no longer; compaction
 * leaves the last of each.
 */
public final class KafkaHeldLog implements HeldLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaHeldLog.class);

    private final RecordPublisher publisher;
    private final IntentReading reading;
    private final Map<String, Object> settings;
    private final Duration patience;

    /**
     * A log.
     *
     * @param settings of a consumer: how to reach and trust Kafka
     * @param patience how long reading may take
     */
    public KafkaHeldLog(
            RecordPublisher publisher, IntentReading reading, Map<String, Object> settings, Duration patience) {
        this.publisher = publisher;
        this.reading = reading;
        this.settings = settings;
        this.patience = patience;
    }

    @Override
    public void keep(Collection<DeferredIntent> intents) {
        publisher.publishAndAwait(intents.stream()
                .map(intent -> {
                    Map<String, byte[]> headers = new LinkedHashMap<>(intent.headers());
                    headers.put(RecordHeaders.RECORD_KEY, intent.key().getBytes(UTF_8));
                    return new OutboundRecord(Topics.HELD, id(intent.id()), intent.bytes(), headers);
                })
                .toList());
    }

    @Override
    public void drop(Collection<IntentId> ids) {
        publisher.publishAndAwait(ids.stream()
                .map(id -> OutboundRecord.tombstone(Topics.HELD, id(id)))
                .toList());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when Kafka does not answer in time
     */
    @Override
    public void forEach(Consumer<DeferredIntent> each) {
        try (CompactedTopic topic = new CompactedTopic(Topics.HELD, settings, patience)) {
            topic.read().forEach(record -> show(record, each));
        }
    }

    private void show(InboundRecord record, Consumer<DeferredIntent> each) {
        Map<String, byte[]> headers = new LinkedHashMap<>(record.headers());
        byte[] key = headers.remove(RecordHeaders.RECORD_KEY);
        DeferredIntent intent;
        try {
            intent = reading.deferred(key == null ? "" : new String(key, UTF_8), record.value(), headers);
            if (!intent.id().toString().equals(record.keyText())) {
                throw new IllegalArgumentException("its key is another than its intent's id");
            }
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "Passed over a record of {}, partition {}, offset {}, which only a broken producer writes: {}",
                    Topics.HELD,
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return;
        }
        each.accept(intent);
    }

    private static byte[] id(IntentId id) {
        return id.toString().getBytes(UTF_8);
    }
}
