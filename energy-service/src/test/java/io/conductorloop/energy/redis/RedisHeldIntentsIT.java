package io.conductorloop.energy.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.energy.deferral.Held;
import io.conductorloop.energy.deferral.HeldIntents;
import io.conductorloop.energy.deferral.HeldIntentsContract;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@ExtendWith(RealInfrastructure.class)
class RedisHeldIntentsIT extends HeldIntentsContract {
    private final LettuceConnectionFactory connections = connect();

    @Override
    protected HeldIntents empty() {
        try (RedisConnection redis = connections.getConnection()) {
            redis.serverCommands().flushAll();
        }
        return new RedisHeldIntents(connections);
    }

    @Test
    void whatWaitsHasNoTimeToLive() {
        HeldIntents held = empty();

        held.hold(List.of(Held.waiting(1, "a", Held.NOON)));

        try (RedisConnection redis = connections.getConnection()) {
            assertThat(redis.keyCommands().pTtl(("cl:deferred:{held}:" + Held.id(1)).getBytes()))
                    .isEqualTo(-1);
        }
    }

    @AfterEach
    void disconnect() {
        connections.destroy();
    }

    private static LettuceConnectionFactory connect() {
        LettuceConnectionFactory connections = new LettuceConnectionFactory(
                LettuceConnectionFactory.createRedisConfiguration(RealInfrastructure.redisUrl()),
                LettuceClientConfiguration.builder()
                        .commandTimeout(Duration.ofSeconds(10))
                        .build());
        connections.start();
        return connections;
    }
}
