package io.conductorloop.state.redis;

import static org.awaitility.Awaitility.await;

import io.conductorloop.embedded.LocalPort;
import io.conductorloop.json.JsonEventCodec;
import io.conductorloop.state.Events;
import io.conductorloop.state.IntentJournal;
import io.conductorloop.state.IntentJournalContract;
import io.conductorloop.state.RepeatWindow;
import io.conductorloop.state.RepeatWindowContract;
import io.conductorloop.state.SiteBoard;
import io.conductorloop.state.SiteBoardContract;
import io.conductorloop.state.TargetMarks;
import io.conductorloop.state.TargetMarksContract;
import java.net.URI;
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
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration HOUR = Duration.ofHours(1);

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
        giveAllSlots(port);
        connections = Redises.started(new RedisClusterConfiguration(List.of("127.0.0.1:" + port)), TIMEOUT);
    }

    private static void giveAllSlots(int port) {
        LettuceConnectionFactory single = Redises.connect(URI.create("redis://127.0.0.1:" + port), TIMEOUT);
        try (RedisConnection connection = single.getConnection()) {
            connection.execute("CLUSTER", bytes("ADDSLOTSRANGE"), bytes("0"), bytes("16383"));
            await().until(() ->
                    new String((byte[]) connection.execute("CLUSTER", bytes("INFO"))).contains("cluster_state:ok"));
        } finally {
            single.destroy();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes();
    }

    @AfterAll
    static void stopCluster() {
        connections.destroy();
        node.stop();
    }

    @Nested
    class Marks extends TargetMarksContract {
        @Override
        protected TargetMarks noMarks() {
            Redises.flush(connections);
            return new RedisTargetMarks(connections, "cl:accepted", HOUR);
        }
    }

    @Nested
    class Window extends RepeatWindowContract {
        @Override
        protected RepeatWindow emptyWindow() {
            Redises.flush(connections);
            return new RedisRepeatWindow(connections);
        }

        @Override
        protected void passes(Duration time) {
            // The server's clock passes by itself.
        }
    }

    @Nested
    class Sites extends SiteBoardContract {
        @Override
        protected SiteBoard emptyBoard() {
            Redises.flush(connections);
            return new RedisSiteBoard(connections);
        }
    }

    @Nested
    class Journal extends IntentJournalContract {
        @Override
        protected IntentJournal emptyJournal() {
            Redises.flush(connections);
            return new RedisIntentJournal(connections, new JsonEventCodec(), HOUR, () -> Events.START);
        }
    }
}
