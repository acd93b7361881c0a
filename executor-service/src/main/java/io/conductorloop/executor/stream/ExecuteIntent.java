package io.conductorloop.executor.stream;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.executor.BatchExecution;
import io.conductorloop.executor.DeliveredIntent;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.messaging.telemetry.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Carries accepted intents out: {@code intents.accepted} to {@code intents.outcomes}, or to retry or the dead letters. */
public final class ExecuteIntent implements Consumer<Message<List<byte[]>>> {
    private final IntentRecords records;
    private final BatchExecution execution;
    private final RecordPublisher publisher;
    private final EventCodec codec;
    private final Workload workload;
    private final InstantSource clock;

    public ExecuteIntent(
            IntentRecords records,
            BatchExecution execution,
            RecordPublisher publisher,
            EventCodec codec,
            Workload workload,
            InstantSource clock) {
        this.records = records;
        this.execution = execution;
        this.publisher = publisher;
        this.codec = codec;
        this.workload = workload;
        this.clock = clock;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        List<InboundRecord> delivered = InboundBatch.records(batch);
        Instant start = clock.instant();
        IntentRecords.Read read = records.read(delivered);
        count(read.intents());
        execution.execute(read.intents(), new RecordAnnouncer(read.records(), publisher, codec));
        long bytes =
                delivered.stream().mapToLong(record -> record.value().length).sum();
        workload.batchEnded(delivered.size(), bytes, Duration.between(start, clock.instant()));
    }

    private void count(List<DeliveredIntent> intents) {
        workload.arrived(intents.size());
        for (DeliveredIntent intent : intents) {
            if (intent.content() instanceof DeliveredIntent.Understood understood) {
                workload.arrived(understood.intent().type());
            }
        }
    }
}
