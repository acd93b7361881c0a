package io.conductorloop.state.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.state.Events;
import io.conductorloop.state.RepeatWindow;
import io.conductorloop.state.RepeatWindowContract;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@ExtendWith(RealInfrastructure.class)
class RedisRepeatWindowIT extends RepeatWindowContract {
    private static LettuceConnectionFactory connections;

    @BeforeAll
    static void connect() {
        connections = Redises.connect();
    }

    @AfterAll
    static void disconnect() {
        connections.destroy();
    }

    @Override
    protected RepeatWindow emptyWindow() {
        Redises.flush(connections);
        return new RedisRepeatWindow(connections);
    }

    @Override
    protected void passes(Duration time) {
        // The server's clock passes by itself.
    }

    @Test
    void keepsWhatWasSaidUnderADocumentedKeyForTheWindow() {
        // When
        new RedisRepeatWindow(connections)
                .remember(
                        Map.of(new RepeatWindow.Said(Events.ODU, Events.sha256(5)), Events.id(1)), Duration.ofHours(1));

        // Then
        try (RedisConnection connection = connections.getConnection()) {
            byte[] key = ("cl:said:{oran-odu/odu-high-phy}:" + Events.sha256(5)).getBytes();
            assertThat(connection.stringCommands().get(key))
                    .asString()
                    .isEqualTo(Events.id(1).toString());
            assertThat(connection.keyCommands().pTtl(key)).isBetween(3_590_000L, 3_600_000L);
        }
    }
}
