package io.conductorloop.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LocalPortTest {
    @Test
    void takesAFreePortForZero() {
        int port = LocalPort.choose(0, "Kafka");

        assertThat(port).isPositive();
        assertThat(LocalPort.isTaken(port)).isFalse();
    }

    @Test
    void namesTheTakenPortAndTheServerThatWantsIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalPort.choose(taken.getLocalPort(), "Kafka"))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessage(
                            "Port " + taken.getLocalPort() + " for Kafka is taken; choose another or end what uses it");
        }
    }
}
