package io.conductorloop.executor.stream;

import io.conductorloop.contracts.EventTypes;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.executor.DeliveredIntent;
import io.conductorloop.executor.DeliveredIntent.Content;
import io.conductorloop.executor.DeliveredIntent.Understood;
import io.conductorloop.executor.DeliveredIntent.Unreadable;
import io.conductorloop.executor.ExecutorMetrics;
import io.conductorloop.executor.IntentReading;
import io.conductorloop.messaging.InboundRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads delivered intents out of records. A record that names no intent cannot be answered, as nobody would know whom the
 * answer is for; only a broken producer writes such: it is logged with its place, counted and passed over.
 */
public final class IntentRecords {
    private static final Logger LOG = LoggerFactory.getLogger(IntentRecords.class);

    private final IntentReading reading;
    private final ExecutorMetrics metrics;

    public IntentRecords(IntentReading reading, ExecutorMetrics metrics) {
        this.reading = reading;
        this.metrics = metrics;
    }

    /** Intents with the records they came in. */
    record Read(List<DeliveredIntent> intents, Map<IntentId, InboundRecord> records) {}

    Read read(List<InboundRecord> batch) {
        List<DeliveredIntent> intents = new ArrayList<>(batch.size());
        Map<IntentId, InboundRecord> records = HashMap.newHashMap(batch.size());
        for (InboundRecord record : batch) {
            DeliveredIntent intent = read(record);
            if (intent != null) {
                intents.add(intent);
                records.put(intent.id(), record);
            }
        }
        return new Read(intents, records);
    }

    /** The intent in the record, or null when it names none. */
    @Nullable
    DeliveredIntent read(InboundRecord record) {
        try {
            return new DeliveredIntent(
                    IntentId.parse(header(record, RecordHeaders.ID)),
                    sequence(record),
                    attempts(record),
                    header(record, RecordHeaders.SOURCE),
                    file(record),
                    content(record));
        } catch (IllegalArgumentException e) {
            passOver(record, e);
            return null;
        }
    }

    void passOver(InboundRecord record, IllegalArgumentException e) {
        metrics.unreadable();
        LOG.error(
                "Passed over a record that names no {}, partition {}, offset {}: {}",
                EventTypes.INTENT_RECEIVED,
                record.partition(),
                record.offset(),
                e.getMessage());
    }

    static String header(InboundRecord record, String name) {
        String value = record.header(name);
        if (value == null) {
            throw new IllegalArgumentException("no header " + name);
        }
        return value;
    }

    /** The offset that it is: no record has one below zero. */
    private static long sequence(InboundRecord record) {
        long sequence = Long.parseLong(header(record, RecordHeaders.SEQUENCE));
        if (sequence < 0) {
            throw new IllegalArgumentException("a sequence below zero: " + sequence);
        }
        return sequence;
    }

    static int attempts(InboundRecord record) {
        String attempts = record.header(RecordHeaders.ATTEMPT);
        return attempts == null ? 0 : Integer.parseInt(attempts);
    }

    /** The file's name, decoded. */
    static @Nullable String file(InboundRecord record) {
        String encoded = record.header(RecordHeaders.SUBJECT);
        return encoded == null ? null : percentDecoded(encoded);
    }

    private Content content(InboundRecord record) {
        try {
            return new Understood(reading.read(record.value()));
        } catch (IllegalArgumentException e) {
            return new Unreadable(Reason.of("json", "The executor cannot read the intent: " + e.getMessage()));
        }
    }

    private static String percentDecoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 2 < text.length() && isHex(text.charAt(i + 1)) && isHex(text.charAt(i + 2))) {
                bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0;
    }
}
