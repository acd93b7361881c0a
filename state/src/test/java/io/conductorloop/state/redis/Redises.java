package io.conductorloop.state.redis;

import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.net.URI;
import java.time.Duration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Connections to the test run's Redis, as a service has them. */
final class Redises {
    private Redises() {}

    static LettuceConnectionFactory connect() {
        return connect(URI.create(RealInfrastructure.redisUrl()), Duration.ofSeconds(10));
    }

    static LettuceConnectionFactory connect(URI uri, Duration timeout) {
        return started(LettuceConnectionFactory.createRedisConfiguration(uri.toString()), timeout);
    }

    static LettuceConnectionFactory started(RedisConfiguration server, Duration timeout) {
        var connections = new LettuceConnectionFactory(
                server,
                LettuceClientConfiguration.builder().commandTimeout(timeout).build());
        connections.start();
        return connections;
    }

    static void flush(LettuceConnectionFactory connections) {
        try (RedisConnection connection = connections.getConnection()) {
            connection.serverCommands().flushAll();
        }
    }
}
