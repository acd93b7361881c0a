package io.conductorloop.executor.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.executor.Announcer;
import io.conductorloop.executor.DeliveredIntent;
import io.conductorloop.executor.ProposalDesk;
import io.conductorloop.executor.ProposalDesk.Waiting;
import io.conductorloop.executor.Resolution;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.LatestRecords;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.tracing.Step;
import io.conductorloop.messaging.tracing.StepTrace;
import io.conductorloop.messaging.tracing.Tracing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what waits for a person's decision: {@code intents.proposed} to where {@link ExecuteIntent} leads. An intent is taken off
 * the topic only after what became of it is announced.
 */
public final class FollowProposal implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowProposal.class);

    private final LatestRecords waiting;
    private final IntentRecords records;
    private final ProposalDesk desk;
    private final RecordPublisher publisher;
    private final EventCodec codec;
    private final Tracing tracing;
    private volatile int size;

    /** @param waiting what stands on {@code intents.proposed} */
    public FollowProposal(
            LatestRecords waiting,
            IntentRecords records,
            ProposalDesk desk,
            RecordPublisher publisher,
            EventCodec codec,
            Tracing tracing) {
        this.waiting = waiting;
        this.records = records;
        this.desk = desk;
        this.publisher = publisher;
        this.codec = codec;
        this.tracing = tracing;
    }

    /** Looks once. While Kafka, Redis or Porch is away nothing is lost: it looks again the next time. */
    @Override
    public void run() {
        try {
            follow();
        } catch (RuntimeException e) {
            LOG.warn("Could not look what was decided about proposed revisions, and will again: {}", e.toString());
        }
    }

    /** How many intents waited at the last look. */
    public int size() {
        return size;
    }

    private void follow() {
        Map<IntentId, InboundRecord> byId = new HashMap<>();
        List<Waiting> all = new ArrayList<>();
        for (InboundRecord record : waiting.read()) {
            InboundRecord original = original(record);
            DeliveredIntent intent = records.read(original);
            if (intent != null) {
                byId.put(intent.id(), original);
                String revision = record.header(RecordHeaders.PROPOSAL);
                all.add(new Waiting(
                        intent,
                        revision == null ? "" : revision,
                        Boolean.parseBoolean(record.header(RecordHeaders.INCLUDED))));
            }
        }
        size = all.size();
        StepTrace trace = tracing.begin(Step.EXECUTE);
        Announcer announcer = new RecordAnnouncer(byId, publisher, codec, trace);
        desk.follow(all, resolutions -> {
            announcer.announce(resolutions);
            takeOff(resolutions);
        });
        trace.close();
    }

    private void takeOff(Collection<? extends Resolution> resolutions) {
        publisher.publishAndAwait(resolutions.stream()
                .filter(resolution -> !(resolution instanceof Resolution.Awaited))
                .map(resolution -> OutboundRecord.tombstone(
                        Topics.PROPOSED, resolution.intent().id().toString().getBytes(UTF_8)))
                .toList());
    }

    /** As the record is on every other topic. */
    private static InboundRecord original(InboundRecord record) {
        Map<String, byte[]> headers = new LinkedHashMap<>(record.headers());
        byte[] key = headers.remove(RecordHeaders.RECORD_KEY);
        headers.remove(RecordHeaders.PROPOSAL);
        headers.remove(RecordHeaders.INCLUDED);
        return new InboundRecord(record.partition(), record.offset(), key, record.value(), headers);
    }
}
