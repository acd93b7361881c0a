package io.conductorloop.messaging.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/** How many records lie before this process's consumers, by the consumers' own word: no broker is asked. */
public final class ConsumerLag {
    private static final String LAG = "records-lag";
    private static final String TOPIC = "topic";

    private final List<AbstractMessageListenerContainer<?, ?>> containers = new CopyOnWriteArrayList<>();

    ConsumerLag() {}

    void watch(AbstractMessageListenerContainer<?, ?> container) {
        containers.add(container);
    }

    /** Records of the topic that were not polled yet, in the partitions that this process reads; 0 before the first poll. */
    public long of(String topic) {
        double sum = 0;
        for (AbstractMessageListenerContainer<?, ?> container : containers) {
            if (container.isRunning()) {
                for (Map<MetricName, ? extends Metric> metrics :
                        container.metrics().values()) {
                    sum += lag(metrics, topic);
                }
            }
        }
        return (long) sum;
    }

    private static double lag(Map<MetricName, ? extends Metric> metrics, String topic) {
        double sum = 0;
        for (Map.Entry<MetricName, ? extends Metric> entry : metrics.entrySet()) {
            MetricName name = entry.getKey();
            if (name.name().equals(LAG)
                    && topic.equals(name.tags().get(TOPIC))
                    && entry.getValue().metricValue() instanceof Double lag
                    && lag > 0
                    && Double.isFinite(lag)) {
                sum += lag;
            }
        }
        return sum;
    }
}
