package io.conductorloop.energy.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.Topics;
import io.conductorloop.energy.deferral.DeferredIntent;
import io.conductorloop.energy.deferral.Releases;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.OutcomeRecord;
import io.conductorloop.messaging.RecordPublisher;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends released intents to {@code intents.accepted} as they came, and ends of others to {@code intents.outcomes}. */
public final class ReleaseIntent implements Releases {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseIntent.class);

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
        intents.forEach(intent -> LOG.debug("Intent {} is released", intent.id()));
    }

    @Override
    public void announce(Collection<Ending> endings) {
        publisher.publishAndAwait(endings.stream().map(this::outcome).toList());
    }

    private OutboundRecord outcome(Ending ending) {
        DeferredIntent intent = ending.intent();
        return OutcomeRecord.of(ending.event(), intent.key().getBytes(UTF_8), intent.headers(), events);
    }
}
