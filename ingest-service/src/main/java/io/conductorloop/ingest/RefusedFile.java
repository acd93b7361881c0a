package io.conductorloop.ingest;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Topics;
import io.conductorloop.messaging.OutboundRecord;
import java.time.Instant;

/**
 * A file that ends without having been published. Its outcome takes the same way as any other, through {@link
 * Topics#OUTCOMES}, so that whoever listens there hears of it and the file is finished in the one place where files are.
 *
 * @param source as in {@code ce_source}
 */
public record RefusedFile(IntentId id, String source, FileName file, Outcome outcome) {
    private static final String SERVICE = "ingest";

    /** The sequence of an intent that never was in {@link Topics#RECEIVED}. */
    public static final long UNPUBLISHED = -1;

    /** The event, for the journal and the topic. */
    public IntentFinished finished(Instant at) {
        return new IntentFinished(id, at, SERVICE, UNPUBLISHED, source, file.text(), null, outcome);
    }

    /** The record of {@code finished}. */
    public OutboundRecord record(IntentFinished finished, EventCodec codec) {
        return new OutboundRecord(
                Topics.OUTCOMES,
                ReceivedIntent.key(id, null, file),
                codec.encode(finished),
                ReceivedIntent.headers(id, EventTypes.INTENT_FINISHED, source, finished.at(), file));
    }
}
