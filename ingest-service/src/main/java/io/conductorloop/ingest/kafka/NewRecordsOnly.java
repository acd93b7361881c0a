package io.conductorloop.ingest.kafka;

import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;

/**
 * Has one binding begin at the end of its topic whenever it starts. The binder's own {@code reset-offsets} does so only the
 * first time; a binding that was stopped meanwhile would go on from what it had committed.
 */
public final class NewRecordsOnly implements KafkaBindingRebalanceListener {
    private final String binding;

    /** @param binding the binding's name; every other one is left alone */
    public NewRecordsOnly(String binding) {
        this.binding = binding;
    }

    @Override
    public void onPartitionsAssigned(
            String bindingName, Consumer<?, ?> consumer, Collection<TopicPartition> partitions, boolean initial) {
        if (binding.equals(bindingName)) {
            consumer.seekToEnd(partitions);
        }
    }
}
