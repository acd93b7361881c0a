package io.conductorloop.ml.stream;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import io.conductorloop.ml.promise.PromiseMetrics;
import io.conductorloop.ml.promise.PromiseScore;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/**
 * Holds what was advised to what came of it: {@code intents.outcomes} says of each intent when it ended, and its id when it was claimed.
 * Headers suffice; the events are not looked into, since they come by the thousand. What is delivered again is counted again.
 */
public final class ScoreAdvice implements Consumer<Message<List<byte[]>>> {
    private static final Logger LOG = LoggerFactory.getLogger(ScoreAdvice.class);

    private final PromiseScore score;
    private final PromiseMetrics metrics;

    public ScoreAdvice(PromiseScore score, PromiseMetrics metrics) {
        this.score = score;
        this.metrics = metrics;
    }

    @Override
    public void accept(Message<List<byte[]>> batch) {
        for (InboundRecord record : InboundBatch.records(batch)) {
            String id = record.header(RecordHeaders.ID);
            String ended = record.header(RecordHeaders.TIME);
            try {
                if (id == null || ended == null) {
                    throw new IllegalArgumentException("no id or no time");
                }
                metrics.ended(score.ended(IntentId.parse(id).claimedAt(), Instant.parse(ended)));
            } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
                metrics.unreadableEnd();
                LOG.debug(
                        "Passed over an outcome, partition {}, offset {}: {}",
                        record.partition(),
                        record.offset(),
                        e.getMessage());
            }
        }
    }
}
