package io.conductorloop.embedded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.embedded.LocalPort;
import io.conductorloop.embedded.StartFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisIT {
    @TempDir
    Path data;

    @Test
    void keepsWhatItAnsweredWhenItIsKilledAndStartedAgain() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data, 0)) {
            // Given
            assertThat(ask(redis, "SET mark 41", 3)).isEqualTo("+OK");
            URI address = redis.uri();

            // When
            redis.kill();
            redis.restart();

            // Then
            assertThat(redis.uri()).isEqualTo(address);
            assertThat(ask(redis, "INCR mark", 3)).isEqualTo(":42");
        }
    }

    @Test
    void unpacksTheBundledServerOnceWhenThePathHasNone() {
        try (EmbeddedRedis first = EmbeddedRedis.start(data, 0, data.resolve("redis.log"), "")) {
            assertThat(first.server())
                    .startsWith(data.toAbsolutePath().resolve("bin"))
                    .isExecutable();

            long unpacked = first.server().toFile().lastModified();
            first.restart();

            assertThat(first.isAlive()).isTrue();
            assertThat(first.server().toFile().lastModified()).isEqualTo(unpacked);
        }
    }

    @Test
    void isGoneAfterClose() {
        EmbeddedRedis redis = EmbeddedRedis.start(data, 0);

        redis.close();

        assertThat(redis.isAlive()).isFalse();
        assertThat(LocalPort.isTaken(redis.uri().getPort())).isFalse();
    }

    @Test
    void refusesATakenPortInASentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedRedis.start(data, taken.getLocalPort()))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " for Redis is taken");
        }
    }

    private static String ask(EmbeddedRedis redis, String command, int answerLength) throws IOException {
        try (Socket socket = new Socket(LocalPort.HOST, redis.uri().getPort())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(answerLength), StandardCharsets.US_ASCII);
        }
    }
}
