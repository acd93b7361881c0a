package io.conductorloop.energy.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.conductorloop.energy.carbon.Zone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests against a local server that answers as one of them wants, 500 until then. */
abstract class LocalDataService {
    static final Zone GB = new Zone("GB");
    static final Instant NOW = Instant.parse("2026-01-20T12:10:00Z");
    static final Instant ELEVEN = Instant.parse("2026-01-20T11:00:00Z");
    static final Instant TWO = Instant.parse("2026-01-20T14:00:00Z");
    static final Duration PAUSE = Duration.ofMinutes(1);

    HttpServer server;
    URI base;
    Instant now = NOW;
    final List<String> asked = new ArrayList<>();
    Consumer<HttpExchange> answers = exchange -> answer(exchange, 500, "");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            answers.accept(exchange);
        });
        server.start();
        base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    static void answer(HttpExchange exchange, int status, String body) {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
