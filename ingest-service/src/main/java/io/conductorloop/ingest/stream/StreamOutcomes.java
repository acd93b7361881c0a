package io.conductorloop.ingest.stream;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.ingest.feed.OutcomeFeed;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/** Shows outcomes to whoever listens. Nothing depends on it: what cannot be read is left to those who must. */
public final class StreamOutcomes implements Consumer<Message<List<byte[]>>> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamOutcomes.class);

    private final EventCodec codec;
    private final OutcomeFeed feed;

    public StreamOutcomes(EventCodec codec, OutcomeFeed feed) {
        this.codec = codec;
        this.feed = feed;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        for (InboundRecord record : InboundBatch.records(batch)) {
            try {
                if (codec.decode(record.value()) instanceof IntentFinished finished) {
                    feed.publish(finished);
                }
            } catch (IllegalArgumentException e) {
                LOG.debug("Outcome {}-{} is not shown: {}", record.partition(), record.offset(), e.getMessage());
            }
        }
    }
}
