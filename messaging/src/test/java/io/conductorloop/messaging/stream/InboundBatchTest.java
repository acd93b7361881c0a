package io.conductorloop.messaging.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.messaging.InboundRecord;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.KafkaNull;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

class InboundBatchTest {
    @Test
    void readsARecordWithoutAValueAsOneWithoutBytes() {
        List<InboundRecord> records = InboundBatch.records(batch(KafkaNull.INSTANCE, new byte[] {1}));

        assertThat(records).extracting(InboundRecord::value).containsExactly(new byte[0], new byte[] {1});
    }

    @Test
    void leavesOutHeadersWithoutAValue() {
        Map<String, Object> headers = new HashMap<>();
        headers.put("ce_id", null);
        headers.put("ce_type", new byte[] {2});

        List<InboundRecord> records = InboundBatch.records(MessageBuilder.fromMessage(batch(new byte[] {1}))
                .setHeader(KafkaHeaders.BATCH_CONVERTED_HEADERS, List.of(headers))
                .build());

        assertThat(records)
                .singleElement()
                .satisfies(record -> assertThat(record.headers()).containsOnlyKeys("ce_type"));
    }

    /** As the binder builds it: it puts an object of its own in the place of a value that is null. */
    @SuppressWarnings("unchecked")
    private static Message<List<byte[]>> batch(Object... values) {
        List<Integer> numbers = Arrays.stream(values).map(_ -> 0).toList();
        return (Message<List<byte[]>>) (Message<?>) MessageBuilder.withPayload(List.of(values))
                .setHeader(KafkaHeaders.RECEIVED_PARTITION, numbers)
                .setHeader(
                        KafkaHeaders.OFFSET,
                        numbers.stream().map(Integer::longValue).toList())
                .setHeader(KafkaHeaders.RECEIVED_KEY, Arrays.asList(new Object[values.length]))
                .setHeader(
                        KafkaHeaders.BATCH_CONVERTED_HEADERS,
                        numbers.stream().map(_ -> Map.of()).toList())
                .build();
    }
}
