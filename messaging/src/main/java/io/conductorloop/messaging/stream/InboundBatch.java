package io.conductorloop.messaging.stream;

import io.conductorloop.messaging.InboundRecord;
import java.util.List;
import java.util.Objects;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/** A poll of records as a batch function receives it. */
public final class InboundBatch {
    private InboundBatch() {}

    /** The records of the batch, in order of partition and offset as polled. */
    // Whoever makes a batch puts records there.
    @SuppressWarnings("unchecked")
    public static List<InboundRecord> records(Message<List<byte[]>> batch) {
        return (List<InboundRecord>)
                Objects.requireNonNull(batch.getHeaders().get(InboundRecord.BATCH), InboundRecord.BATCH);
    }

    /** The batch that {@link #records} reads these records from. */
    public static Message<List<byte[]>> of(List<InboundRecord> records) {
        return MessageBuilder.withPayload(
                        records.stream().map(InboundRecord::value).toList())
                .setHeader(InboundRecord.BATCH, records)
                .build();
    }
}
