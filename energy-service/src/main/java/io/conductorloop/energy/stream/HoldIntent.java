package io.conductorloop.energy.stream;

import io.conductorloop.contracts.Topics;
import io.conductorloop.energy.deferral.DeferralMetrics;
import io.conductorloop.energy.deferral.DeferredIntent;
import io.conductorloop.energy.deferral.HoldDesk;
import io.conductorloop.energy.deferral.IntentReading;
import io.conductorloop.energy.deferral.ReleaseDesk;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.stream.InboundBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/**
 * Takes deferred intents in from {@code intents.deferred}. When this returns each is held durably, or released because it
 * gains nothing by waiting. What cannot be planned goes on at once, unchanged: the executor says what is wrong with it.
 */
public final class HoldIntent implements Consumer<Message<List<byte[]>>> {
    private static final Logger LOG = LoggerFactory.getLogger(HoldIntent.class);

    private final IntentReading reading;
    private final HoldDesk holding;
    private final ReleaseDesk releasing;
    private final RecordPublisher publisher;
    private final DeferralMetrics metrics;

    public HoldIntent(
            IntentReading reading,
            HoldDesk holding,
            ReleaseDesk releasing,
            RecordPublisher publisher,
            DeferralMetrics metrics) {
        this.reading = reading;
        this.holding = holding;
        this.releasing = releasing;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        List<DeferredIntent> intents = new ArrayList<>();
        List<OutboundRecord> onwards = new ArrayList<>();
        for (InboundRecord record : InboundBatch.records(batch)) {
            try {
                intents.add(deferred(record));
            } catch (IllegalArgumentException e) {
                LOG.warn(
                        "Passed on a record of {} that cannot be planned, partition {}, offset {}: {}",
                        Topics.DEFERRED,
                        record.partition(),
                        record.offset(),
                        e.getMessage());
                onwards.add(passedOn(record));
            }
        }
        publisher.publishAndAwait(onwards);
        onwards.forEach(_ -> metrics.passedOn());
        holding.hold(intents);
        releasing.settleDue();
    }

    /** A key that is no text could not be repeated from the waiting room. */
    private DeferredIntent deferred(InboundRecord record) {
        String key = record.keyText();
        if (!Arrays.equals(key.getBytes(StandardCharsets.UTF_8), key(record))) {
            throw new IllegalArgumentException("its key is no text");
        }
        return reading.deferred(key, record.value(), record.headers());
    }

    private static OutboundRecord passedOn(InboundRecord record) {
        return new OutboundRecord(Topics.ACCEPTED, key(record), record.value(), record.headers());
    }

    private static byte[] key(InboundRecord record) {
        return record.key() == null ? new byte[0] : record.key();
    }
}
