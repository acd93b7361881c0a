package io.conductorloop.messaging.kafka;

import io.conductorloop.messaging.InboundRecord;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.converter.BatchMessageConverter;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/**
 * Hands a poll over as the records it is made of. The framework's own converter turns it into ten lists and a map of objects for
 * each record, which costs more than all that is done with them.
 */
final class PolledRecords implements BatchMessageConverter {
    @Override
    public Message<?> toMessage(
            List<ConsumerRecord<?, ?>> polled,
            @Nullable Acknowledgment acknowledgment,
            @Nullable Consumer<?, ?> consumer,
            @Nullable Type payloadType) {
        List<byte[]> values = new ArrayList<>(polled.size());
        List<InboundRecord> records = new ArrayList<>(polled.size());
        for (ConsumerRecord<?, ?> record : polled) {
            InboundRecord inbound = inbound(record);
            values.add(inbound.value());
            records.add(inbound);
        }
        Map<String, Object> headers = new HashMap<>();
        headers.put(InboundRecord.BATCH, records);
        if (acknowledgment != null) {
            headers.put(KafkaHeaders.ACKNOWLEDGMENT, acknowledgment);
        }
        return new GenericMessage<>(values, headers);
    }

    /** The record with its headers as a map: of several with one name the last, and none without a value. */
    static InboundRecord inbound(ConsumerRecord<?, ?> record) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            byte[] value = header.value();
            if (value != null) {
                headers.put(header.key(), value);
            }
        }
        // Bindings decode natively, so that keys and values are the bytes they are, or nothing.
        return new InboundRecord(
                record.partition(),
                record.offset(),
                (byte @Nullable []) record.key(),
                record.value() instanceof byte[] value ? value : new byte[0],
                headers);
    }

    @Override
    public List<ProducerRecord<?, ?>> fromMessage(Message<?> message, String defaultTopic) {
        throw new UnsupportedOperationException("records are published by BindingRecordPublisher");
    }
}
