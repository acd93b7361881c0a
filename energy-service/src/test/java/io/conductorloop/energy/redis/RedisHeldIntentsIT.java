package io.conductorloop.energy.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.energy.deferral.Held;
import io.conductorloop.energy.deferral.HeldIntents;
import io.conductorloop.energy.deferral.HeldIntentsContract;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@ExtendWith(RealInfrastructure.class)
class RedisHeldIntentsIT extends HeldIntentsContract {
    private static final int MANY = 2_000;

    private final LettuceConnectionFactory connections = Redises.connect();

    @Override
    protected HeldIntents empty() {
        Redises.flush(connections);
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

    /** docs/redis.md states the figure that this prints. */
    @Test
    void anIntentTakesNoMoreMemoryThanDocumented() {
        // Given
        HeldIntents held = empty();
        long before = usedMemory();

        // When
        held.hold(IntStream.range(0, MANY)
                .mapToObj(n -> Held.waiting(n, "a-target-of-usual-length-" + n, Held.NOON))
                .toList());

        // Then
        long bytes = (usedMemory() - before) / MANY;
        System.out.println("RedisHeldIntentsIT: bytes of a held intent: " + bytes);
        assertThat(bytes).isBetween(1_000L, 2_700L);
    }

    private long usedMemory() {
        try (RedisConnection redis = connections.getConnection()) {
            return Long.parseLong(redis.serverCommands().info("memory").getProperty("used_memory_dataset"));
        }
    }

    @AfterEach
    void disconnect() {
        connections.destroy();
    }
}
