package io.conductorloop.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.messaging.InboundRecord;
import io.conductorloop.messaging.stream.InboundBatch;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

class PolledRecordsTest {
    private final PolledRecords converter = new PolledRecords();

    @Test
    void handsOverRecordsInTheirOrder() {
        List<InboundRecord> records = records(record(7, new byte[] {1}), record(8, new byte[] {2}));

        assertThat(records).extracting(InboundRecord::partition).containsExactly(3, 3);
        assertThat(records).extracting(InboundRecord::offset).containsExactly(7L, 8L);
        assertThat(records).extracting(InboundRecord::value).containsExactly(new byte[] {1}, new byte[] {2});
    }

    @Test
    void readsARecordWithoutAValueAsOneWithoutBytes() {
        assertThat(records(record(1, null))).extracting(InboundRecord::value).containsExactly(new byte[0]);
    }

    @Test
    void leavesOutHeadersWithoutAValueAndKeepsTheLastOfAName() {
        ConsumerRecord<?, ?> record = record(1, new byte[] {1});
        record.headers().add("ce_id", null).add("ce_type", new byte[] {2}).add("ce_type", new byte[] {3});

        assertThat(records(record).getFirst().headers())
                .containsOnlyKeys("ce_type")
                .containsEntry("ce_type", new byte[] {3});
    }

    @Test
    void handsOnTheAcknowledgment() {
        Acknowledgment acknowledgment = () -> {};

        Message<?> message =
                converter.toMessage(List.of(record(1, new byte[] {1})), acknowledgment, null, byte[].class);

        assertThat(message.getHeaders()).containsEntry(KafkaHeaders.ACKNOWLEDGMENT, acknowledgment);
    }

    @SuppressWarnings("unchecked") // as a batch function is given it
    private List<InboundRecord> records(ConsumerRecord<?, ?>... polled) {
        return InboundBatch.records(
                (Message<List<byte[]>>) converter.toMessage(List.of(polled), null, null, byte[].class));
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, byte @Nullable [] value) {
        return new ConsumerRecord<>("topic", 3, offset, new byte[] {9}, value);
    }
}
