package io.conductorloop.messaging.kafka;

import java.util.Map;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.LoggingProducerListener;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The delivery rules that every service shares. A service imports this class, names {@code classpath:messaging.yaml} in
 * {@code spring.config.import}, and lists its output bindings.
 */
@Configuration(proxyBeanMethods = false)
public class MessagingConfiguration {
    /** Must equal {@code converter-bean-name} in messaging.yaml. */
    static final String CONVERTER = "polledRecords";

    @Bean(CONVERTER)
    PolledRecords polledRecords() {
        return new PolledRecords();
    }

    @Bean
    BindingRecordPublisher recordPublisher() {
        return new BindingRecordPublisher();
    }

    /** Says of a record that Kafka did not take where it was to go, and nothing of what is in it: the default says both. */
    @Bean
    ProducerListener<Object, Object> contentsUnsaid() {
        LoggingProducerListener<Object, Object> listener = new LoggingProducerListener<>();
        listener.setIncludeContents(false);
        return listener;
    }

    @Bean
    ConsumerLag consumerLag() {
        return new ConsumerLag();
    }

    /**
     * A batch that failed is read again until it succeeds, at growing intervals. Nothing is skipped: a failure that reaches
     * the container means that Kafka, Redis or a disk is away, as what is wrong with an intent is an outcome.
     */
    @Bean
    ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> redeliverUntilDone(ConsumerLag lag) {
        return (container, topic, group) -> {
            ExponentialBackOff backOff = new ExponentialBackOff(100, 2);
            backOff.setMaxInterval(5_000);
            DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
            // The default gives up at once on some classes of exceptions.
            handler.setClassifications(Map.of(), true);
            handler.setRetryListeners(new RedeliveryLog());
            handler.setLogLevel(KafkaException.Level.DEBUG);
            container.setCommonErrorHandler(handler);
            lag.watch(container);
        };
    }
}
