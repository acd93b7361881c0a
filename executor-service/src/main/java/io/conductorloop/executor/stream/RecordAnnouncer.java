package io.conductorloop.executor.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentProposed;
import io.conductorloop.contracts.IntentEvent.IntentRetrying;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.executor.Announcer;
import io.conductorloop.executor.Resolution;
import io.conductorloop.executor.Resolution.Awaited;
import io.conductorloop.executor.Resolution.Ended;
import io.conductorloop.executor.Resolution.Postponed;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.OutcomeRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.tracing.StepTrace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces what became of the intents of one batch on the topics, with the key and the headers each came with. */
final class RecordAnnouncer implements Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(RecordAnnouncer.class);

    private final Map<IntentId, InboundRecord> records;
    private final RecordPublisher publisher;
    private final EventCodec codec;
    private final StepTrace trace;

    RecordAnnouncer(
            Map<IntentId, InboundRecord> records, RecordPublisher publisher, EventCodec codec, StepTrace trace) {
        this.records = records;
        this.publisher = publisher;
        this.codec = codec;
        this.trace = trace;
    }

    @Override
    public void announce(Collection<? extends Resolution> resolutions) {
        List<OutboundRecord> out = new ArrayList<>(resolutions.size());
        for (Resolution resolution : resolutions) {
            InboundRecord in = records.get(resolution.intent().id());
            if (in == null) {
                throw new IllegalArgumentException(
                        "not of this batch: " + resolution.intent().id());
            }
            switch (resolution) {
                case Ended ended -> {
                    out.add(OutcomeRecord.of(ended.event(), key(in), in.headers(), codec));
                    if (ended.event().outcome() instanceof Outcome.Failed failed) {
                        out.add(dead(in, failed));
                    }
                }
                case Awaited awaited -> out.add(proposed(in, awaited.event()));
                case Postponed postponed -> out.add(retry(in, postponed.event()));
            }
        }
        publisher.publishAndAwait(out);
        resolutions.forEach(this::tell);
    }

    private void tell(Resolution resolution) {
        switch (resolution) {
            case Ended ended -> {
                IntentFinished end = ended.event();
                if (end.outcome() instanceof Outcome.Failed failed) {
                    LOG.warn("Intent {} failed: {}", end.id(), failed.reason().unquoted());
                } else {
                    LOG.debug("Intent {} ended: {}", end.id(), end.state());
                }
                trace.ended(end);
            }
            case Awaited awaited -> {
                LOG.debug(
                        "Intent {} waits for a decision about {}",
                        awaited.event().id(),
                        awaited.event().revision());
                trace.ended(awaited.event().id(), "proposed");
            }
            case Postponed postponed -> {
                IntentRetrying event = postponed.event();
                LOG.debug(
                        "Intent {} is tried again at {}: {}",
                        event.id(),
                        event.notBefore(),
                        event.reason().unquoted());
                trace.failed(event.id(), "retrying");
            }
        }
    }

    private static OutboundRecord dead(InboundRecord in, Outcome.Failed failed) {
        Map<String, byte[]> headers = new LinkedHashMap<>(in.headers());
        headers.remove(RecordHeaders.NOT_BEFORE);
        headers.put(RecordHeaders.ATTEMPT, Integer.toString(failed.attempts()).getBytes(UTF_8));
        headers.put(RecordHeaders.FAILURE, oneLine(failed.reason().toString()).getBytes(UTF_8));
        return new OutboundRecord(Topics.DEAD, key(in), in.value(), headers);
    }

    private static OutboundRecord retry(InboundRecord in, IntentRetrying event) {
        Map<String, byte[]> headers = new LinkedHashMap<>(in.headers());
        headers.put(RecordHeaders.ATTEMPT, Integer.toString(event.attempt()).getBytes(UTF_8));
        headers.put(RecordHeaders.NOT_BEFORE, event.notBefore().toString().getBytes(UTF_8));
        return new OutboundRecord(Topics.RETRY, key(in), in.value(), headers);
    }

    private static OutboundRecord proposed(InboundRecord in, IntentProposed event) {
        Map<String, byte[]> headers = new LinkedHashMap<>(in.headers());
        headers.remove(RecordHeaders.NOT_BEFORE);
        headers.put(RecordHeaders.PROPOSAL, event.revision().getBytes(UTF_8));
        headers.put(RecordHeaders.INCLUDED, Boolean.toString(event.included()).getBytes(UTF_8));
        headers.put(RecordHeaders.RECORD_KEY, key(in));
        return new OutboundRecord(Topics.PROPOSED, event.id().toString().getBytes(UTF_8), in.value(), headers);
    }

    private static byte[] key(InboundRecord in) {
        return in.key() == null ? new byte[0] : in.key();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R+", " ");
    }
}
