package io.conductorloop.executor.kafka;

import io.conductorloop.executor.PackageQueues;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;

/**
 * Gives partitions away only when what was queued from them is done and acknowledged, so that their next owner is not given the
 * same intents at the same time. Where that takes too long they go all the same, and what was queued is not acknowledged any more, as that would set
 * the next owner back; the store recognises what it was given before.
 */
public final class DoneBeforeRevoked implements KafkaBindingRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(DoneBeforeRevoked.class);

    private final String binding;
    private final PackageQueues queues;
    private final Duration patience;

    /**
     * Wires the listener.
     *
     * @param binding the binding's name; every other one is left alone
     * @param patience well below {@code max.poll.interval.ms}
     */
    public DoneBeforeRevoked(String binding, PackageQueues queues, Duration patience) {
        this.binding = binding;
        this.queues = queues;
        this.patience = patience;
    }

    @Override
    public void onPartitionsRevokedBeforeCommit(
            String bindingName, Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (binding.equals(bindingName) && !partitions.isEmpty()) {
            if (!isDone()) {
                LOG.warn(
                        "Partitions go to another instance while {} intents are not done: {}",
                        queues.disown(),
                        partitions);
            }
        }
    }

    private boolean isDone() {
        try {
            return queues.awaitDone(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
