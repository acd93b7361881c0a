package io.conductorloop.validation.stream;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Target;
import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.validation.ReceivedIntent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record of {@code intents.received}, read as far as it can be. */
sealed interface ReceivedRecord {
    InboundRecord record();

    /** The record says which intent it is. */
    record Identified(InboundRecord record, ReceivedIntent intent) implements ReceivedRecord {}

    /**
     * Nobody could be told the outcome of this one.
     *
     * @param why in a line
     */
    record Unidentified(InboundRecord record, String why) implements ReceivedRecord {}

    /** Reads a record's headers. */
    static ReceivedRecord of(InboundRecord record) {
        String id = record.header(RecordHeaders.ID);
        if (id == null) {
            return new Unidentified(record, "the record has no " + RecordHeaders.ID + " header");
        }
        IntentId intentId;
        try {
            intentId = IntentId.parse(id);
        } catch (IllegalArgumentException e) {
            return new Unidentified(record, RecordHeaders.ID + " is " + e.getMessage());
        }
        String file = record.header(RecordHeaders.SUBJECT);
        return new Identified(
                record,
                new ReceivedIntent(
                        intentId,
                        record.offset(),
                        Objects.requireNonNullElse(record.header(RecordHeaders.SOURCE), ""),
                        file == null ? null : percentDecoded(file),
                        target(record.keyText()),
                        record.header(RecordHeaders.SHA256),
                        record.value()));
    }

    // What is not keyed by its target is keyed by a file's name or an id, which have no slash.
    private static @Nullable Target target(String key) {
        int slash = key.indexOf('/');
        return slash > 0 && slash < key.length() - 1 ? Target.ofKey(key) : null;
    }

    private static String percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] from = text.getBytes(StandardCharsets.UTF_8);
        byte[] to = new byte[from.length];
        int length = 0;
        for (int i = 0; i < from.length; i++) {
            int high = from[i] == '%' && i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(from[i + 2], 16);
            to[length++] = low < 0 ? from[i] : (byte) (high << 4 | low);
            i += low < 0 ? 0 : 2;
        }
        return new String(to, 0, length, StandardCharsets.UTF_8);
    }
}
