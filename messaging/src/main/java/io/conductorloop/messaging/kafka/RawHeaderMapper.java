package io.conductorloop.messaging.kafka;

import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.springframework.kafka.support.KafkaHeaderMapper;
import org.springframework.messaging.MessageHeaders;

/** Hands record headers through as the bytes they are. The binder's own mapper would parse each as JSON. */
final class RawHeaderMapper implements KafkaHeaderMapper {
    @Override
    public void fromHeaders(MessageHeaders headers, Headers target) {
        // Records are published with their headers already in place.
    }

    @Override
    public void toHeaders(Headers source, Map<String, Object> target) {
        for (Header header : source) {
            target.put(header.key(), header.value());
        }
    }
}
