package io.conductorloop.state.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.state.Events;
import io.conductorloop.state.SiteBoard;
import io.conductorloop.state.SiteBoardContract;
import io.conductorloop.testkit.infrastructure.RealInfrastructure;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@ExtendWith(RealInfrastructure.class)
class RedisSiteBoardIT extends SiteBoardContract {
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
    protected SiteBoard emptyBoard() {
        Redises.flush(connections);
        return new RedisSiteBoard(connections);
    }

    @Test
    void keepsAPackageUnderADocumentedKeyForGood() {
        // When
        new RedisSiteBoard(connections)
                .place("oran-odu--odu-high-phy", "edge-01", 10, Map.of(Events.ODU, 5), Events.START);

        // Then
        try (RedisConnection connection = connections.getConnection()) {
            byte[] key = "cl:sites:{board}:package:oran-odu--odu-high-phy".getBytes();
            assertThat(connection.hashCommands().hGet(key, "site".getBytes()))
                    .asString()
                    .isEqualTo("edge-01");
            assertThat(connection.hashCommands().hGet(key, Events.ODU.key().getBytes()))
                    .asString()
                    .isEqualTo("5");
            assertThat(connection.keyCommands().pTtl(key)).isEqualTo(-1);
        }
    }
}
