package io.conductorloop.ingest;

import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentEvent.IntentReceived;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Target;
import io.conductorloop.contracts.Topics;
import io.conductorloop.contracts.TraceContext;
import io.conductorloop.messaging.OutboundRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An intent as it is published.
 *
 * @param source as in {@link RecordHeaders#SOURCE}
 * @param file null for an intent that came by REST
 * @param target null where the bytes do not tell
 * @param sha256 of the bytes, hexadecimal
 * @param correlationId the author's, where there is one
 * @param extraHeaders beside those every intent has
 */
public record ReceivedIntent(
        IntentId id,
        String source,
        @Nullable FileName file,
        @Nullable Target target,
        byte[] bytes,
        String sha256,
        Optional<String> correlationId,
        Map<String, byte[]> extraHeaders) {

    /** The record on {@link Topics#RECEIVED}. Equal intents make equal records. */
    public OutboundRecord record() {
        Map<String, byte[]> headers = headers(id, EventTypes.INTENT_RECEIVED, source, id.claimedAt(), file);
        headers.put(RecordHeaders.SHA256, ascii(sha256));
        correlationId.ifPresent(author -> headers.put(
                RecordHeaders.CORRELATION_ID, StatusReport.shortenedId(author).getBytes(StandardCharsets.UTF_8)));
        headers.putAll(extraHeaders);
        return new OutboundRecord(Topics.RECEIVED, key(id, target, file), bytes, headers);
    }

    /** What the journal keeps once the record is durable. */
    public IntentReceived received(Instant at) {
        return new IntentReceived(id, at, source, file == null ? null : file.text(), target, sha256, bytes.length);
    }

    /** The key of an intent's records: its target, else its file's name, else its id. */
    static byte[] key(IntentId id, @Nullable Target target, @Nullable FileName file) {
        if (target != null) {
            return target.key().getBytes(StandardCharsets.UTF_8);
        }
        return file == null ? ascii(id.toString()) : file.bytes();
    }

    /** The headers that every record about an intent has. */
    static Map<String, byte[]> headers(IntentId id, String type, String source, Instant at, @Nullable FileName file) {
        Map<String, byte[]> headers = OutboundRecord.headers(
                RecordHeaders.SPEC_VERSION,
                RecordHeaders.SPEC_VERSION_1,
                RecordHeaders.ID,
                id.toString(),
                RecordHeaders.TYPE,
                type,
                RecordHeaders.SOURCE,
                source,
                RecordHeaders.TIME,
                at.toString(),
                RecordHeaders.CONTENT_TYPE,
                RecordHeaders.JSON,
                RecordHeaders.TRACEPARENT,
                TraceContext.of(id).traceparent());
        if (file != null) {
            headers.put(RecordHeaders.SUBJECT, ascii(file.percentEncoded()));
        }
        return headers;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
