package io.conductorloop.messaging.kafka;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.RetryListener;

/** Says in one line that a batch will be read again, and why: the innermost cause, as the outer ones only name wrappers. */
final class RedeliveryLog implements RetryListener {
    private static final Logger LOG = LoggerFactory.getLogger(RedeliveryLog.class);

    @Override
    public void failedDelivery(ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
        warn(1, record.topic(), attempt, failure);
    }

    @Override
    public void failedDelivery(ConsumerRecords<?, ?> records, @Nullable Exception failure, int attempt) {
        Set<String> topics =
                records.partitions().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        warn(records.count(), String.join(",", topics), attempt, failure);
    }

    private static void warn(int count, String topics, int attempt, @Nullable Exception failure) {
        @Nullable Throwable cause = failure;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        LOG.warn(
                "{} records of {} wait and are read again, attempt {} failed: {}",
                count,
                topics,
                attempt,
                String.valueOf(cause));
        LOG.debug("the whole story", failure);
    }
}
