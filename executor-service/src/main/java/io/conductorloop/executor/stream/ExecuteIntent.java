package io.conductorloop.executor.stream;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.executor.BatchExecution;
import io.conductorloop.executor.DeliveredIntent;
import io.conductorloop.executor.PackageQueues;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.messaging.telemetry.Workload;
import io.conductorloop.messaging.tracing.Step;
import io.conductorloop.messaging.tracing.StepTrace;
import io.conductorloop.messaging.tracing.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

/**
 * Carries accepted intents out: {@code intents.accepted} to {@code intents.outcomes}, or to retry or the dead letters. Where the
 * store is slow a poll is queued and the next one fetched meanwhile; polls are acknowledged in their order in either case, when
 * everything in them is done.
 */
public final class ExecuteIntent implements Consumer<Message<List<byte[]>>> {
    private final IntentRecords records;
    private final BatchExecution execution;
    private final @Nullable PackageQueues queues;
    private final RecordPublisher publisher;
    private final EventCodec codec;
    private final Workload workload;
    private final InstantSource clock;
    private final Tracing tracing;

    /** @param queues where polls wait for a slow store; null: each is carried out before the next one */
    public ExecuteIntent(
            IntentRecords records,
            BatchExecution execution,
            @Nullable PackageQueues queues,
            RecordPublisher publisher,
            EventCodec codec,
            Workload workload,
            InstantSource clock,
            Tracing tracing) {
        this.records = records;
        this.execution = execution;
        this.queues = queues;
        this.publisher = publisher;
        this.codec = codec;
        this.workload = workload;
        this.clock = clock;
        this.tracing = tracing;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        Instant start = clock.instant();
        StepTrace trace = tracing.begin(Step.EXECUTE);
        List<InboundRecord> inbound = InboundBatch.records(batch);
        long bytes = inbound.stream().mapToLong(record -> record.value().length).sum();
        IntentRecords.Read read = records.read(inbound);
        count(read.intents());
        RecordAnnouncer announcer = new RecordAnnouncer(read.records(), publisher, codec, trace);
        Acknowledgment acknowledgment = batch.getHeaders().get(KafkaHeaders.ACKNOWLEDGMENT, Acknowledgment.class);
        if (queues == null) {
            execution.execute(read.intents(), announcer);
            ended(inbound.size(), bytes, start);
            trace.close();
            if (acknowledgment != null) {
                acknowledgment.acknowledge();
            }
            return;
        }
        if (acknowledgment == null) {
            throw new IllegalStateException("polls are queued only where they are acknowledged: ack-mode MANUAL");
        }
        try {
            queues.handIn(read.intents(), bytes, announcer, () -> {
                ended(inbound.size(), bytes, start);
                trace.close();
                acknowledgment.acknowledge();
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while there was no room for more intents", e);
        }
    }

    private void ended(int records, long bytes, Instant start) {
        workload.batchEnded(records, bytes, Duration.between(start, clock.instant()));
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
