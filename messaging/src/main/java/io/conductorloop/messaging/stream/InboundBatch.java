package io.conductorloop.messaging.stream;

import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.messaging.InboundRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/** A poll of records as a batch function receives it. */
public final class InboundBatch {
    private InboundBatch() {}

    /** The records of the batch, in order of partition and offset as polled. */
    public static List<InboundRecord> records(Message<List<byte[]>> batch) {
        List<?> values = batch.getPayload();
        List<Integer> partitions = list(batch, KafkaHeaders.RECEIVED_PARTITION);
        List<Long> offsets = list(batch, KafkaHeaders.OFFSET);
        List<byte @Nullable []> keys = list(batch, KafkaHeaders.RECEIVED_KEY);
        List<Map<String, Object>> headers = list(batch, KafkaHeaders.BATCH_CONVERTED_HEADERS);
        List<InboundRecord> records = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            records.add(new InboundRecord(
                    partitions.get(i), offsets.get(i), keys.get(i), bytes(values.get(i)), bytes(headers.get(i))));
        }
        return records;
    }

    /** The batch that {@link #records} reads these records from. */
    public static Message<List<byte[]>> of(List<InboundRecord> records) {
        List<byte @Nullable []> keys = new ArrayList<>();
        records.forEach(record -> keys.add(record.key()));
        return MessageBuilder.withPayload(
                        records.stream().map(InboundRecord::value).toList())
                .setHeader(
                        KafkaHeaders.RECEIVED_PARTITION,
                        records.stream().map(InboundRecord::partition).toList())
                .setHeader(
                        KafkaHeaders.OFFSET,
                        records.stream().map(InboundRecord::offset).toList())
                .setHeader(KafkaHeaders.RECEIVED_KEY, keys)
                .setHeader(
                        KafkaHeaders.BATCH_CONVERTED_HEADERS,
                        records.stream().map(InboundRecord::headers).toList())
                .build();
    }

    /** A value that is null comes as an object of the framework's: there is nothing to read in either. */
    private static byte[] bytes(Object value) {
        return value instanceof byte[] bytes ? bytes : new byte[0];
    }

    /** The record's own headers; the framework makes text of some, such as the content type, and adds objects of its own. */
    private static Map<String, byte[]> bytes(Map<String, Object> headers) {
        Map<String, byte[]> bytes = LinkedHashMap.newLinkedHashMap(headers.size());
        headers.forEach((name, value) -> {
            if (value instanceof byte[] same) {
                bytes.put(name, same);
            } else if (value instanceof String text && RecordHeaders.ALL.contains(name)) {
                bytes.put(name, text.getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes;
    }

    // The binder fills these headers with lists of the types named in KafkaHeaders' documentation.
    @SuppressWarnings("unchecked")
    private static <T extends @Nullable Object> List<T> list(Message<?> batch, String header) {
        return (List<T>) Objects.requireNonNull(batch.getHeaders().get(header), header);
    }
}
