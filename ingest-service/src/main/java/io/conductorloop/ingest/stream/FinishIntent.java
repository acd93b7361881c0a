package io.conductorloop.ingest.stream;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.ingest.Finishing;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/** Brings the folder's files to the end that the pipeline has found for them; what came elsewhere is not ours. */
public final class FinishIntent implements Consumer<Message<List<byte[]>>> {
    private static final Logger LOG = LoggerFactory.getLogger(FinishIntent.class);

    private final EventCodec codec;
    private final Finishing finishing;

    public FinishIntent(EventCodec codec, Finishing finishing) {
        this.codec = codec;
        this.finishing = finishing;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        List<IntentFinished> ends = InboundBatch.records(batch).stream()
                .filter(record -> finishing.source().equals(record.header(RecordHeaders.SOURCE)))
                .map(this::decode)
                .filter(Objects::nonNull)
                .toList();
        if (!ends.isEmpty()) {
            finishing.finish(ends);
        }
    }

    // Reading a broken event again would not mend it; the file's claim stays, for people to look at.
    private @Nullable IntentFinished decode(InboundRecord record) {
        try {
            if (codec.decode(record.value()) instanceof IntentFinished end) {
                return end;
            }
            LOG.error("Offset {} of partition {} is no outcome", record.offset(), record.partition());
        } catch (IllegalArgumentException e) {
            LOG.error("Cannot read the outcome at offset {} of partition {}", record.offset(), record.partition(), e);
        }
        return null;
    }
}
