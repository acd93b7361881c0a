package io.conductorloop.energy.redis;

import io.conductorloop.energy.ledger.Slices;
import io.conductorloop.energy.ledger.SlicesContract;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@ExtendWith(RealInfrastructure.class)
class RedisSlicesIT extends SlicesContract {
    private final LettuceConnectionFactory connections = Redises.connect();

    @Override
    protected Slices empty() {
        Redises.flush(connections);
        return new RedisSlices(connections, "machine-1", Duration.ofDays(31));
    }

    @AfterEach
    void disconnect() {
        connections.destroy();
    }
}
