package io.conductorloop.energy.redis;

import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.time.Duration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Connections to the test run's Redis, as a service has them. */
final class Redises {
    private Redises() {}

    static LettuceConnectionFactory connect() {
        return connect(LettuceConnectionFactory.createRedisConfiguration(RealInfrastructure.redisUrl()));
    }

    static LettuceConnectionFactory connect(RedisConfiguration server) {
        LettuceConnectionFactory connections = new LettuceConnectionFactory(
                server,
                LettuceClientConfiguration.builder()
                        .commandTimeout(Duration.ofSeconds(10))
                        .build());
        connections.start();
        return connections;
    }

    static void flush(LettuceConnectionFactory connections) {
        try (RedisConnection redis = connections.getConnection()) {
            redis.serverCommands().flushAll();
        }
    }
}
