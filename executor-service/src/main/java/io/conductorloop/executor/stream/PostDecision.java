package io.conductorloop.executor.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import io.conductorloop.contracts.TraceContext;
import io.conductorloop.executor.deadletter.DeadLetter;
import io.conductorloop.executor.deadletter.DeadLetterDecision;
import io.conductorloop.executor.deadletter.DecisionPost;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import java.util.List;

/** Posts decisions about dead letters: to {@code intents.dead}, and a replayed intent to {@code intents.received} before. */
public final class PostDecision implements DecisionPost {
    /** The source of decisions. */
    static final String SOURCE = "/executor";

    private final RecordPublisher publisher;
    private final DeadLetterDecision.Codec codec;

    public PostDecision(RecordPublisher publisher, DeadLetterDecision.Codec codec) {
        this.publisher = publisher;
        this.codec = codec;
    }

    @Override
    public void post(DeadLetter letter, DeadLetterDecision decision) {
        IntentId replayedAs = decision.replayedAs();
        if (replayedAs != null) {
            publisher.publishAndAwait(List.of(replay(letter, replayedAs)));
        }
        publisher.publishAndAwait(List.of(new OutboundRecord(
                Topics.DEAD,
                letter.key().getBytes(UTF_8),
                codec.encode(decision),
                OutboundRecord.headers(
                        RecordHeaders.SPEC_VERSION,
                        RecordHeaders.SPEC_VERSION_1,
                        RecordHeaders.ID,
                        letter.id().toString(),
                        RecordHeaders.TYPE,
                        EventTypes.DEAD_LETTER_DECIDED,
                        RecordHeaders.SOURCE,
                        SOURCE,
                        RecordHeaders.TIME,
                        decision.at().toString(),
                        RecordHeaders.CONTENT_TYPE,
                        RecordHeaders.JSON))));
    }

    private static OutboundRecord replay(DeadLetter letter, IntentId id) {
        return new OutboundRecord(
                Topics.RECEIVED,
                letter.key().getBytes(UTF_8),
                letter.bytes(),
                OutboundRecord.headers(
                        RecordHeaders.SPEC_VERSION,
                        RecordHeaders.SPEC_VERSION_1,
                        RecordHeaders.ID,
                        id.toString(),
                        RecordHeaders.TYPE,
                        EventTypes.INTENT_RECEIVED,
                        RecordHeaders.SOURCE,
                        RecordHeaders.REST_SOURCE,
                        RecordHeaders.TIME,
                        id.claimedAt().toString(),
                        RecordHeaders.CONTENT_TYPE,
                        RecordHeaders.JSON,
                        RecordHeaders.SHA256,
                        letter.sha256(),
                        RecordHeaders.TRACEPARENT,
                        TraceContext.of(id).traceparent(),
                        RecordHeaders.REPLAY_OF,
                        letter.id().toString()));
    }
}
