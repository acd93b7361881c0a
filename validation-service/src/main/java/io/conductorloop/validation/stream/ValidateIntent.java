package io.conductorloop.validation.stream;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Target;
import io.conductorloop.contracts.Topics;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.OutcomeRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.messaging.telemetry.Workload;
import io.conductorloop.messaging.tracing.Step;
import io.conductorloop.messaging.tracing.StepTrace;
import io.conductorloop.messaging.tracing.Tracing;
import io.conductorloop.validation.Fate;
import io.conductorloop.validation.JudgeIntents;
import io.conductorloop.validation.ReceivedIntent;
import io.conductorloop.validation.ValidationMetrics;
import io.conductorloop.validation.stream.ReceivedRecord.Identified;
import io.conductorloop.validation.stream.ReceivedRecord.Unidentified;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/**
 * Judges what came in: valid and new goes on to the executor, or waits for clean power; what is refused or repeats another
 * ends here. Nothing is left of a batch when this returns, or it is read again.
 */
public final class ValidateIntent implements Consumer<Message<List<byte[]>>> {
    private static final Logger LOG = LoggerFactory.getLogger(ValidateIntent.class);

    private final JudgeIntents judge;
    private final RecordPublisher publisher;
    private final EventCodec events;
    private final ValidationMetrics metrics;
    private final Workload workload;
    private final IntSupplier batchSize;
    private final InstantSource clock;
    private final Tracing tracing;

    /** @param batchSize how many intents are judged together at most: what is delivered beyond that follows */
    public ValidateIntent(
            JudgeIntents judge,
            RecordPublisher publisher,
            EventCodec events,
            ValidationMetrics metrics,
            Workload workload,
            IntSupplier batchSize,
            InstantSource clock,
            Tracing tracing) {
        this.judge = judge;
        this.publisher = publisher;
        this.events = events;
        this.metrics = metrics;
        this.workload = workload;
        this.batchSize = batchSize;
        this.clock = clock;
        this.tracing = tracing;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        List<InboundRecord> delivered = InboundBatch.records(batch);
        workload.arrived(delivered.size());
        int done = 0;
        while (done < delivered.size()) {
            int until = Math.min(delivered.size(), done + Math.max(1, batchSize.getAsInt()));
            judge(delivered.subList(done, until));
            done = until;
        }
    }

    private void judge(List<InboundRecord> delivered) {
        Instant start = clock.instant();
        StepTrace trace = tracing.begin(Step.VALIDATE);
        List<ReceivedRecord> records =
                delivered.stream().map(ReceivedRecord::of).toList();
        List<ReceivedIntent> intents = intents(records);
        List<Fate> judged = judge.judge(intents);
        Iterator<Fate> fates = judged.iterator();
        List<OutboundRecord> answers = new ArrayList<>(records.size());
        for (ReceivedRecord record : records) {
            switch (record) {
                case Identified identified -> answer(identified, fates.next(), answers);
                case Unidentified unidentified -> answers.add(putAside(unidentified));
            }
        }
        publisher.publishAndAwait(answers);
        Duration took = Duration.between(start, clock.instant());
        workload.worked(took);
        workload.batchEnded(
                delivered.size(),
                delivered.stream().mapToLong(record -> record.value().length).sum(),
                took);
        for (int i = 0; i < intents.size(); i++) {
            IntentId id = intents.get(i).id();
            String result = result(judged.get(i));
            LOG.debug("Intent {} is judged: {}", id, result);
            trace.ended(id, result);
        }
        trace.close();
    }

    private static String result(Fate fate) {
        return switch (fate) {
            case Fate.Pass _ -> "accepted";
            case Fate.Defer _ -> "deferred";
            case Fate.Ignore _ -> "copy";
            case Fate.Finish(IntentFinished event) -> event.state().name().toLowerCase(Locale.ROOT);
        };
    }

    private static List<ReceivedIntent> intents(List<ReceivedRecord> records) {
        return records.stream()
                .flatMap(record ->
                        record instanceof Identified identified ? Stream.of(identified.intent()) : Stream.of())
                .toList();
    }

    private void answer(Identified identified, Fate fate, List<OutboundRecord> answers) {
        switch (fate) {
            case Fate.Pass(Target target) -> answers.add(passedOn(Topics.ACCEPTED, identified.record(), target));
            case Fate.Defer(Target target) -> answers.add(passedOn(Topics.DEFERRED, identified.record(), target));
            case Fate.Finish(IntentFinished event) -> answers.add(finished(identified.record(), event));
            case Fate.Ignore _ -> {
                // It came twice; the first copy answers.
            }
        }
    }

    private static OutboundRecord passedOn(String topic, InboundRecord record, Target target) {
        Map<String, byte[]> headers = new LinkedHashMap<>(record.headers());
        headers.put(RecordHeaders.SEQUENCE, utf8(Long.toString(record.offset())));
        return new OutboundRecord(topic, utf8(target.key()), record.value(), headers);
    }

    private OutboundRecord finished(InboundRecord record, IntentFinished event) {
        if (event.outcome() instanceof Outcome.Rejected(List<Reason> reasons)) {
            LOG.info(
                    "Intent {} is refused: {}",
                    event.id(),
                    reasons.stream().map(Reason::unquoted).collect(Collectors.joining(", ")));
        }
        return OutcomeRecord.of(event, key(record), record.headers(), events);
    }

    private OutboundRecord putAside(Unidentified unidentified) {
        InboundRecord record = unidentified.record();
        LOG.error(
                "Put aside a record of {} that nobody can be told the outcome of, partition {}, offset {}: {}",
                Topics.RECEIVED,
                record.partition(),
                record.offset(),
                unidentified.why());
        metrics.unidentified();
        Map<String, byte[]> headers = new LinkedHashMap<>(record.headers());
        headers.put(RecordHeaders.FAILURE, utf8(unidentified.why()));
        return new OutboundRecord(Topics.DEAD, key(record), record.value(), headers);
    }

    private static byte[] key(InboundRecord record) {
        return record.key() == null ? new byte[0] : record.key();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
