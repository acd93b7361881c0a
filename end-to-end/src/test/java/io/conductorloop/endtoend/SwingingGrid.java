package io.conductorloop.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that answers as a Carbon Aware SDK's does, of a grid that swings between 100 and 500 g/kWh every four minutes of its
 * clock, in slots of half a minute; while it fails it answers 500.
 */
final class SwingingGrid implements AutoCloseable {
    private static final long SLOT = 30;
    private static final long SWING = 240;
    private static final Duration AHEAD = Duration.ofHours(2);

    private final InstantSource clock;
    private final HttpServer server;
    private final ExecutorService answering = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean failing;

    SwingingGrid(InstantSource clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(answering);
        server.createContext("/emissions/bylocation", exchange -> {
            Map<String, String> query = query(exchange);
            answer(exchange, slots("time", "rating", moment(query, "time"), moment(query, "toTime")));
        });
        server.createContext("/emissions/forecasts/current", exchange -> {
            Instant now = clock.instant();
            answer(exchange, "[{\"forecastData\":" + slots("timestamp", "value", now, now.plus(AHEAD)) + "}]");
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** g/kWh, a whole number, so that two swings are alike to the last digit. */
    static double at(Instant moment) {
        long slot = Math.floorDiv(moment.getEpochSecond(), SLOT) * SLOT;
        return Math.round(300 + 200 * Math.cos(2 * Math.PI * Math.floorMod(slot, SWING) / SWING));
    }

    void fail() {
        failing = true;
    }

    void recover() {
        failing = false;
    }

    private static String slots(String time, String value, Instant from, Instant to) {
        StringBuilder json = new StringBuilder("[");
        for (long at = Math.floorDiv(from.getEpochSecond(), SLOT) * SLOT; at < to.getEpochSecond(); at += SLOT) {
            Instant slot = Instant.ofEpochSecond(at);
            json.append(json.length() == 1 ? "" : ",")
                    .append("{\"%s\":\"%s\",\"%s\":%s}".formatted(time, slot, value, at(slot)));
        }
        return json.append(']').toString();
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            byte[] bytes = failing ? new byte[0] : body.getBytes(UTF_8);
            exchange.sendResponseHeaders(failing ? 500 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Instant moment(Map<String, String> query, String name) {
        return Instant.parse(query.getOrDefault(name, ""));
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        for (String part : exchange.getRequestURI().getQuery().split("&")) {
            query.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        }
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
        answering.close();
    }
}
