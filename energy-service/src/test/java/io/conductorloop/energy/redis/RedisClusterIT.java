package io.conductorloop.energy.redis;

import static org.awaitility.Awaitility.await;

import io.conductorloop.embedded.LocalPort;
import io.conductorloop.energy.deferral.HeldIntents;
import io.conductorloop.energy.deferral.HeldIntentsContract;
import io.conductorloop.energy.ledger.Slices;
import io.conductorloop.energy.ledger.SlicesContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import redis.embedded.RedisServer;

/** The contracts on a cluster, of one node: it refuses every command and script over two slots, as a larger one does. */
class RedisClusterIT {
    @TempDir
    static Path folder;

    private static RedisServer node;
    private static LettuceConnectionFactory connections;

    @BeforeAll
    static void startCluster() {
        int port = LocalPort.free();
        node = RedisServer.builder()
                .bind("127.0.0.1")
                .port(port)
                .setting("dir " + folder)
                .setting("cluster-enabled yes")
                .setting("cluster-port " + LocalPort.free())
                .setting("cluster-announce-ip 127.0.0.1")
                .setting("save \"\"")
                .build();
        node.start();
        LettuceConnectionFactory single =
                Redises.connect(LettuceConnectionFactory.createRedisConfiguration("redis://127.0.0.1:" + port));
        try (RedisConnection connection = single.getConnection()) {
            connection.execute("CLUSTER", "ADDSLOTSRANGE".getBytes(), "0".getBytes(), "16383".getBytes());
            await().until(() ->
                    new String((byte[]) connection.execute("CLUSTER", "INFO".getBytes())).contains("cluster_state:ok"));
        } finally {
            single.destroy();
        }
        connections = Redises.connect(new RedisClusterConfiguration(List.of("127.0.0.1:" + port)));
    }

    @AfterAll
    static void stopCluster() {
        connections.destroy();
        node.stop();
    }

    @Nested
    class Held extends HeldIntentsContract {
        @Override
        protected HeldIntents empty() {
            Redises.flush(connections);
            return new RedisHeldIntents(connections);
        }
    }

    @Nested
    class Energy extends SlicesContract {
        @Override
        protected Slices empty() {
            Redises.flush(connections);
            return new RedisSlices(connections, "machine-1", Duration.ofDays(31));
        }
    }
}
