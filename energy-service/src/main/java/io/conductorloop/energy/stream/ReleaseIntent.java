package io.conductorloop.energy.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.energy.deferral.DeferredIntent;
import io.conductorloop.energy.deferral.Releases;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Sends released intents to {@code intents.accepted} as they came, and ends of others to {@code intents.outcomes}. */
public final class ReleaseIntent implements Releases {
    private static final List<String> KEPT =
            List.of(RecordHeaders.SUBJECT, RecordHeaders.TRACEPARENT, RecordHeaders.CORRELATION_ID);

    private final RecordPublisher publisher;
    private final EventCodec events;

    public ReleaseIntent(RecordPublisher publisher, EventCodec events) {
        this.publisher = publisher;
        this.events = events;
    }

    @Override
    public void release(Collection<DeferredIntent> intents) {
        publisher.publishAndAwait(intents.stream()
                .map(intent -> new OutboundRecord(
                        Topics.ACCEPTED, intent.key().getBytes(UTF_8), intent.bytes(), intent.headers()))
                .toList());
    }

    @Override
    public void announce(Collection<Ending> endings) {
        publisher.publishAndAwait(endings.stream().map(this::outcome).toList());
    }

    private OutboundRecord outcome(Ending ending) {
        IntentFinished event = ending.event();
        Map<String, byte[]> headers = OutboundRecord.headers(
                RecordHeaders.SPEC_VERSION,
                RecordHeaders.SPEC_VERSION_1,
                RecordHeaders.ID,
                event.id().toString(),
                RecordHeaders.TYPE,
                EventTypes.INTENT_FINISHED,
                RecordHeaders.SOURCE,
                event.source(),
                RecordHeaders.TIME,
                event.at().toString(),
                RecordHeaders.CONTENT_TYPE,
                RecordHeaders.JSON);
        for (String name : KEPT) {
            byte[] value = ending.intent().headers().get(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new OutboundRecord(
                Topics.OUTCOMES, ending.intent().key().getBytes(UTF_8), events.encode(event), headers);
    }
}
