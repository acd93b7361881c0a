package io.conductorloop.testkit.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealInfrastructure.class)
class RealInfrastructureIT {
    @Test
    void givesOneBrokerAndOneRedisToEverybodyWhoAsks() throws Exception {
        Map<String, Object> properties = new LinkedHashMap<>();
        RealInfrastructure.properties((name, value) -> properties.put(name, value.get()));

        assertThat(properties)
                .containsEntry("spring.kafka.bootstrap-servers", RealInfrastructure.bootstrapServers())
                .containsEntry("spring.data.redis.url", RealInfrastructure.redisUrl());
        assertThat(topics()).isNotNull();
        assertThat(ask("PING", 5)).isEqualTo("+PONG");
    }

    @Test
    void forgetsTopicsAndKeysWhenCleared() throws Exception {
        // Given
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic("left-over", 1, (short) 1)))
                    .all()
                    .get();
        }
        assertThat(ask("SET left over", 3)).isEqualTo("+OK");

        // When
        RealInfrastructure.clear();

        // Then
        assertThat(topics()).isEmpty();
        assertThat(ask("EXISTS left", 2)).isEqualTo(":0");
    }

    private static Iterable<String> topics() throws Exception {
        try (Admin admin = admin()) {
            return admin.listTopics().names().get();
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", RealInfrastructure.bootstrapServers()));
    }

    private static String ask(String command, int answerLength) throws IOException {
        URI uri = URI.create(RealInfrastructure.redisUrl());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(answerLength), StandardCharsets.US_ASCII);
        }
    }
}
