package io.conductorloop.executor.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conductorloop.executor.deadletter.DeadLetters;
import io.conductorloop.executor.deadletter.DeadLettersContract;
import io.conductorloop.executor.deadletter.Letters;
import io.conductorloop.executor.json.JsonDecisionCodec;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@ExtendWith(RealInfrastructure.class)
class RedisDeadLettersIT extends DeadLettersContract {
    private static LettuceConnectionFactory connections;

    @BeforeAll
    static void connect() {
        connections = new LettuceConnectionFactory(
                LettuceConnectionFactory.createRedisConfiguration(RealInfrastructure.redisUrl()));
        connections.start();
    }

    @AfterAll
    static void disconnect() {
        connections.destroy();
    }

    @Override
    protected DeadLetters noLetters() {
        try (RedisConnection connection = connections.getConnection()) {
            connection.serverCommands().flushAll();
        }
        return letters(Duration.ofDays(30));
    }

    @Test
    void dropsALetterAfterItsTimeToLiveAndItsIdWithIt() {
        // Given
        DeadLetters brief = letters(Duration.ofMillis(50));
        brief.keep(List.of(Letters.letter(1)));
        await().until(() -> brief.find(Letters.id(1)).isEmpty());

        // When
        brief.page(ALL, null, 10);

        // Then
        try (RedisConnection connection = connections.getConnection()) {
            assertThat(connection.keyCommands().exists("cl:dead".getBytes())).isFalse();
        }
    }

    private static DeadLetters letters(Duration ttl) {
        return new RedisDeadLetters(connections, new JsonDecisionCodec(), ttl);
    }
}
