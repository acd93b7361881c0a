package io.conductorloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessProbeTest {
    @ParameterizedTest
    @CsvSource({"200, true", "503, false", "401, false"})
    void believesOnlyAReadyService(int status, boolean ready) throws IOException {
        // Given
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();

        // When
        String answer = ReadinessProbe.statusLine(server.getAddress().getPort());
        server.stop(0);

        // Then
        assertThat(answer).contains(Integer.toString(status));
        assertThat(ReadinessProbe.isReady(answer)).isEqualTo(ready);
    }

    @Test
    void saysWhyNobodyAnswers() throws IOException {
        // Given
        int port;
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listening.getLocalPort();
        }

        // When
        String answer = ReadinessProbe.statusLine(port);

        // Then
        assertThat(answer).contains("refused");
        assertThat(ReadinessProbe.isReady(answer)).isFalse();
    }
}
