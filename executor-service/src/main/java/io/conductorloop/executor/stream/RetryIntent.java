package io.conductorloop.executor.stream;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.executor.DeliveredIntent;
import io.conductorloop.executor.DueExecution;
import io.conductorloop.executor.DueExecution.Waiting;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.messaging.tracing.Step;
import io.conductorloop.messaging.tracing.StepTrace;
import io.conductorloop.messaging.tracing.Tracing;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

/** Carries out intents that were put off, when they are due: {@code intents.retry} to where {@link ExecuteIntent} leads. */
public final class RetryIntent implements Consumer<Message<List<byte[]>>> {
    private final IntentRecords records;
    private final DueExecution execution;
    private final RecordPublisher publisher;
    private final EventCodec codec;
    private final Tracing tracing;

    public RetryIntent(
            IntentRecords records,
            DueExecution execution,
            RecordPublisher publisher,
            EventCodec codec,
            Tracing tracing) {
        this.records = records;
        this.execution = execution;
        this.publisher = publisher;
        this.codec = codec;
        this.tracing = tracing;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        StepTrace trace = tracing.begin(Step.EXECUTE);
        Map<IntentId, InboundRecord> byId = new HashMap<>();
        Map<IntentId, Waiting> waiting = new LinkedHashMap<>();
        for (InboundRecord record : InboundBatch.records(batch)) {
            DeliveredIntent intent = records.read(record);
            if (intent != null) {
                byId.put(intent.id(), record);
                waiting.merge(intent.id(), new Waiting(intent, notBefore(record)), RetryIntent::further);
            }
        }
        execution.execute(waiting.values(), new RecordAnnouncer(byId, publisher, codec, trace));
        trace.close();
    }

    /** Of two copies the one that was tried more often, as its attempts are the true count. */
    private static Waiting further(Waiting one, Waiting other) {
        return one.intent().attempts() >= other.intent().attempts() ? one : other;
    }

    private static Instant notBefore(InboundRecord record) {
        @Nullable String text = record.header(RecordHeaders.NOT_BEFORE);
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeParseException _) {
            return Instant.EPOCH;
        }
    }
}
