package io.conductorloop.messaging.kafka;

import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.messaging.RecordPublisher;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.springframework.cloud.stream.config.ProducerMessageHandlerCustomizer;
import org.springframework.integration.kafka.outbound.KafkaProducerMessageHandler;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Publishes through the Kafka templates of the service's output bindings, so that the binding's provisioning, configuration
 * and metrics apply while no message passes the channel in between.
 */
final class BindingRecordPublisher
        implements RecordPublisher, ProducerMessageHandlerCustomizer<KafkaProducerMessageHandler<?, ?>> {
    private final Map<String, KafkaTemplate<byte[], byte[]>> templates = new ConcurrentHashMap<>();

    // Every output binding is natively encoded, so its template takes bytes.
    @Override
    @SuppressWarnings("unchecked")
    public void configure(KafkaProducerMessageHandler<?, ?> handler, String topic) {
        templates.put(topic, (KafkaTemplate<byte[], byte[]>) handler.getKafkaTemplate());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when the service has no output binding for the record's topic
     */
    @Override
    public CompletableFuture<?> publish(OutboundRecord record) {
        KafkaTemplate<byte[], byte[]> template = template(record.topic());
        ProducerRecord<byte[], byte[]> kafkaRecord =
                new ProducerRecord<>(record.topic(), null, null, record.key(), record.value());
        record.headers().forEach(kafkaRecord.headers()::add);
        try {
            return template.send(kafkaRecord);
        } catch (KafkaException | org.springframework.kafka.KafkaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void flush(String topic) {
        template(topic).flush();
    }

    private KafkaTemplate<byte[], byte[]> template(String topic) {
        KafkaTemplate<byte[], byte[]> template = templates.get(topic);
        if (template == null) {
            throw new IllegalStateException("no output binding for topic " + topic);
        }
        return template;
    }
}
