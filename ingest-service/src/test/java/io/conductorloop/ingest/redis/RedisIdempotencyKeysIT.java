package io.conductorloop.ingest.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.ingest.submission.IdempotencyKeys;
import io.conductorloop.ingest.submission.IdempotencyKeysContract;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

@ExtendWith(RealInfrastructure.class)
class RedisIdempotencyKeysIT extends IdempotencyKeysContract {
    private static LettuceConnectionFactory connections;
    private static StringRedisTemplate redis;

    @BeforeAll
    static void connect() {
        connections = new LettuceConnectionFactory(
                LettuceConnectionFactory.createRedisConfiguration(RealInfrastructure.redisUrl()));
        connections.start();
        redis = new StringRedisTemplate(connections);
    }

    @AfterAll
    static void disconnect() {
        connections.destroy();
    }

    @Override
    protected IdempotencyKeys noKeys() {
        redis.delete(redis.keys("cl:idempotency:*"));
        return new RedisIdempotencyKeys(redis, Duration.ofHours(24));
    }

    @Test
    void keepsAKeyUnderADocumentedNameForItsTime() {
        noKeys().bind(Map.of("order-17", binding(1)));
        noKeys().bind(Map.of("order-18", binding(2), "order-19", binding(3)));

        assertThat(redis.opsForValue().get("cl:idempotency:order-18"))
                .isEqualTo(binding(2).id() + " " + binding(2).sha256());
        assertThat(redis.getExpire("cl:idempotency:order-19", TimeUnit.MINUTES)).isBetween(1438L, 1440L);
        assertThat(redis.hasKey("cl:idempotency:order-17")).isFalse();
    }
}
