package io.conductorloop.executor.stream;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.executor.BatchExecution;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.stream.InboundBatch;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Carries accepted intents out: {@code intents.accepted} to {@code intents.outcomes}, or to retry or the dead letters. */
public final class ExecuteIntent implements Consumer<Message<List<byte[]>>> {
    private final IntentRecords records;
    private final BatchExecution execution;
    private final RecordPublisher publisher;
    private final EventCodec codec;

    public ExecuteIntent(IntentRecords records, BatchExecution execution, RecordPublisher publisher, EventCodec codec) {
        this.records = records;
        this.execution = execution;
        this.publisher = publisher;
        this.codec = codec;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        IntentRecords.Read read = records.read(InboundBatch.records(batch));
        execution.execute(read.intents(), new RecordAnnouncer(read.records(), publisher, codec));
    }
}
