package io.conductorloop.messaging.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.conductorloop.contracts.TraceContext;
import io.conductorloop.messaging.tracing.Span;
import io.conductorloop.messaging.tracing.Step;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans on their way to a real HTTP server, read there with the protocol's own classes. */
class OtlpSpansTest {
    private static final Instant START = Instant.parse("2026-11-28T12:00:00.000000123Z");
    private static final TraceContext CONTEXT = new TraceContext(0x0123456789abcdefL, 0xfedcba9876543210L, -2);
    private static final TraceContext BATCH = new TraceContext(1, 2, 3);
    private static final Span SPAN = new Span(
            CONTEXT,
            7,
            "execute",
            Step.Kind.CONSUMER,
            START,
            START.plusMillis(3),
            Map.of("conductor.result", "failed"),
            List.of(BATCH),
            true);

    private final Queue<ExportTraceServiceRequest> received = new ConcurrentLinkedQueue<>();
    private final Queue<String> types = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> answers = new ArrayDeque<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            types.add(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            received.add(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()));
            Integer answer = answers.poll();
            exchange.sendResponseHeaders(answer == null ? 200 : answer, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void arriveAsTheyWereMade() {
        // When
        try (OtlpSpans spans = spans()) {
            spans.accept(SPAN);
        }

        // Then
        assertThat(types).containsExactly("application/x-protobuf Bearer t");
        var resource = received.element().getResourceSpans(0);
        assertThat(resource.getResource().getAttributes(0).getKey()).isEqualTo("service.name");
        assertThat(resource.getResource().getAttributes(0).getValue().getStringValue())
                .isEqualTo("executor-service");
        var span = resource.getScopeSpans(0).getSpans(0);
        assertThat(span.getTraceId()).isEqualTo(bytes(CONTEXT.traceHigh(), CONTEXT.traceLow()));
        assertThat(span.getSpanId()).isEqualTo(bytes(CONTEXT.span()));
        assertThat(span.getParentSpanId()).isEqualTo(bytes(7));
        assertThat(span.getName()).isEqualTo("execute");
        assertThat(span.getKind()).isEqualTo(io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CONSUMER);
        assertThat(span.getStartTimeUnixNano()).isEqualTo(START.getEpochSecond() * 1_000_000_000L + 123);
        assertThat(span.getEndTimeUnixNano() - span.getStartTimeUnixNano()).isEqualTo(3_000_000);
        assertThat(span.getAttributes(0).getKey()).isEqualTo("conductor.result");
        assertThat(span.getAttributes(0).getValue().getStringValue()).isEqualTo("failed");
        assertThat(span.getLinks(0).getTraceId()).isEqualTo(bytes(1, 2));
        assertThat(span.getLinks(0).getSpanId()).isEqualTo(bytes(3));
        assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    }

    @Test
    void areTriedAgainWhenTheReceiverSaysLater() {
        // Given
        answers.add(503);

        // When
        try (OtlpSpans spans = spans()) {
            spans.accept(SPAN);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> spans.exported() == 1);

            // Then
            assertThat(received).hasSize(2);
            assertThat(spans.dropped()).isZero();
        }
    }

    @Test
    void areGivenUpAndCountedWhenTheReceiverRefusesThem() {
        // Given
        answers.addAll(List.of(400, 400));

        // When
        try (OtlpSpans spans = spans()) {
            spans.accept(SPAN);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> spans.dropped() == 1);
            spans.accept(SPAN);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> spans.dropped() == 2);

            // Then
            assertThat(spans.exported()).isZero();
        }
    }

    @Test
    void neverHoldUpWhoMakesThem() {
        // Given
        server.stop(0);

        // When
        try (OtlpSpans spans = spans()) {
            long start = System.nanoTime();
            for (int i = 0; i < 100_000; i++) {
                spans.accept(SPAN);
            }

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> spans.dropped() > 0);
            assertThat(spans.exported()).isZero();
        }
    }

    @Test
    void refusesAHeaderThatCannotBeSent() {
        assertThatThrownBy(() -> new OtlpSpans(URI.create("http://127.0.0.1/"), Map.of("two words", "t"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two words");
    }

    private OtlpSpans spans() {
        return new OtlpSpans(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces"),
                Map.of("Authorization", "Bearer t"),
                Map.of("service.name", "executor-service"));
    }

    private static ByteString bytes(long... parts) {
        ByteBuffer buffer = ByteBuffer.allocate(parts.length * Long.BYTES);
        for (long part : parts) {
            buffer.putLong(part);
        }
        return ByteString.copyFrom(buffer.array());
    }
}
