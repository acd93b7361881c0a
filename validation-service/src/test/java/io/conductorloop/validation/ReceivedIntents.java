package io.conductorloop.validation;

import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.OutboundRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/** Intents as ingest hands them over. */
public final class ReceivedIntents {
    public static final String SOURCE = "/ingest/folder/f1";

    private ReceivedIntents() {}

    /** The id of this number, claimed at the start of November 2026. */
    public static IntentId id(long number) {
        long claimedAt = java.time.Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();
        return new IntentId(new UUID(claimedAt << 16 | 0x7000, 0x8000_0000_0000_0000L | number));
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The record of {@code intents.received} that ingest would write. */
    public static InboundRecord record(IntentId id, long offset, String key, byte[] intent) {
        String hex = id.toString().replace("-", "");
        Map<String, byte[]> headers = OutboundRecord.headers(
                RecordHeaders.SPEC_VERSION,
                RecordHeaders.SPEC_VERSION_1,
                RecordHeaders.ID,
                id.toString(),
                RecordHeaders.TYPE,
                EventTypes.INTENT_RECEIVED,
                RecordHeaders.SOURCE,
                SOURCE,
                RecordHeaders.SUBJECT,
                "intent-%C3%BC%25.json",
                RecordHeaders.TIME,
                id.claimedAt().toString(),
                RecordHeaders.CONTENT_TYPE,
                RecordHeaders.JSON,
                RecordHeaders.SHA256,
                sha256(intent),
                RecordHeaders.TRACEPARENT,
                "00-" + hex + "-" + hex.substring(16) + "-01",
                RecordHeaders.CORRELATION_ID,
                "the author's");
        return new InboundRecord(0, offset, key.getBytes(StandardCharsets.UTF_8), intent, headers);
    }

    /** The same, without a header. */
    public static InboundRecord without(String header, InboundRecord record) {
        return with(header, null, record);
    }

    /** The same, with another value in a header. */
    public static InboundRecord with(String header, String value, InboundRecord record) {
        Map<String, byte[]> headers = new java.util.LinkedHashMap<>(record.headers());
        if (value == null) {
            headers.remove(header);
        } else {
            headers.put(header, value.getBytes(StandardCharsets.UTF_8));
        }
        return new InboundRecord(record.partition(), record.offset(), record.key(), record.value(), headers);
    }
}
