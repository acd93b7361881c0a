package io.conductorloop.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conductorloop.embedded.LocalPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private static final int SHORT = 150;
    private static final int LONG = 5_000;

    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        proxy = TcpProxy.to(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void carriesBytesBothWays() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoOf(client, 200_000)).isEqualTo(200_000);
        }
    }

    @Test
    void passesTheEndOn() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoOf(client, 10)).isEqualTo(10);
            client.shutdownOutput();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void cutsPresentConnectionsAndTakesNewOnes() throws IOException {
        try (Socket before = connect()) {
            assertThat(echoOf(before, 1)).isEqualTo(1);

            proxy.cut();

            assertThatThrownBy(() -> before.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        try (Socket after = connect()) {
            assertThat(echoOf(after, 1)).isEqualTo(1);
        }
    }

    @Test
    void delaysEachWay() throws IOException {
        proxy.become(new Condition.Delayed(Duration.ofMillis(SHORT)));
        try (Socket client = connect()) {
            long start = System.nanoTime();

            assertThat(echoOf(client, 1)).isEqualTo(1);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(2 * SHORT));
        }
    }

    @Test
    void throttlesAllConnectionsTogether() throws IOException {
        proxy.become(new Condition.Throttled(100_000));
        try (Socket one = connect();
                Socket other = connect()) {
            long start = System.nanoTime();

            one.getOutputStream().write(new byte[20_000]);
            other.getOutputStream().write(new byte[20_000]);

            assertThat(one.getInputStream().readNBytes(20_000)).hasSize(20_000);
            assertThat(other.getInputStream().readNBytes(20_000)).hasSize(20_000);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(390));
        }
    }

    @Test
    void holdsBytesBackUntilItIsRestored() throws IOException {
        try (Socket client = connect()) {
            proxy.become(new Condition.Held());
            client.setSoTimeout(SHORT);
            assertThatThrownBy(() -> echoOf(client, 1)).isInstanceOf(SocketTimeoutException.class);

            proxy.restore();

            client.setSoTimeout(LONG);
            assertThat(client.getInputStream().readNBytes(1)).hasSize(1);
        }
    }

    @Test
    void leavesHalfOpenConnectionsDeadForEver() throws IOException {
        try (Socket before = connect()) {
            assertThat(echoOf(before, 1)).isEqualTo(1);
            proxy.become(new Condition.HalfOpen());
            before.setSoTimeout(SHORT);
            assertThatThrownBy(() -> echoOf(before, 1)).isInstanceOf(SocketTimeoutException.class);
            try (Socket meanwhile = connect()) {
                meanwhile.setSoTimeout(SHORT);
                assertThatThrownBy(() -> echoOf(meanwhile, 1)).isInstanceOf(SocketTimeoutException.class);
            }

            proxy.restore();

            assertThatThrownBy(() -> echoOf(before, 1)).isInstanceOf(SocketTimeoutException.class);
        }
        try (Socket after = connect()) {
            assertThat(echoOf(after, 1)).isEqualTo(1);
        }
    }

    @Test
    void resetsWhoConnectsWhileTheServerIsAway() throws IOException {
        try (TcpProxy toNobody = TcpProxy.to(LocalPort.free());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), toNobody.port())) {
            client.setSoTimeout(LONG);

            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(LONG);
        return socket;
    }

    private static int echoOf(Socket client, int count) throws IOException {
        Thread.ofVirtual().start(() -> {
            try {
                client.getOutputStream().write(new byte[count]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return client.getInputStream().readNBytes(count).length;
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        socket.getInputStream().transferTo(socket.getOutputStream());
                    } catch (IOException e) {
                        // The test has ended the connection.
                    }
                });
            } catch (IOException e) {
                // The test has ended the server.
            }
        }
    }
}
