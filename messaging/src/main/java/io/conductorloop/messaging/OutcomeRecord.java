package io.conductorloop.messaging;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Topics;
import java.util.List;
import java.util.Map;

/** How an intent ended, as a record of {@code intents.outcomes}: the one form that every service says it in. */
public final class OutcomeRecord {
    /** What an intent's outcome has in common with the intent. */
    private static final List<String> KEPT =
            List.of(RecordHeaders.SUBJECT, RecordHeaders.TRACEPARENT, RecordHeaders.CORRELATION_ID);

    private OutcomeRecord() {}

    /**
     * The record for an event.
     *
     * @param key of the intent's record
     * @param intent headers of the intent's record
     */
    public static OutboundRecord of(IntentFinished event, byte[] key, Map<String, byte[]> intent, EventCodec codec) {
        Map<String, byte[]> headers = OutboundRecord.headers(
                RecordHeaders.SPEC_VERSION,
                RecordHeaders.SPEC_VERSION_1,
                RecordHeaders.ID,
                event.id().toString(),
                RecordHeaders.TYPE,
                EventTypes.INTENT_FINISHED,
                RecordHeaders.SOURCE,
                event.source(),
                RecordHeaders.TIME,
                event.at().toString(),
                RecordHeaders.CONTENT_TYPE,
                RecordHeaders.JSON);
        for (String name : KEPT) {
            byte[] value = intent.get(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new OutboundRecord(Topics.OUTCOMES, key, codec.encode(event), headers);
    }
}
