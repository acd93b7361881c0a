package io.conductorloop.messaging.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.TraceContext;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Spans in the OpenTelemetry protocol: its {@code ExportTraceServiceRequest} in binary Protocol Buffers. The numbers are those of
 * the fields in {@code opentelemetry/proto/trace/v1/trace.proto}, which is stable.
 */
final class OtlpEncoder {
    private static final String SCOPE = "io.conductorloop";
    private static final int ERROR = 2;

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private OtlpEncoder() {}

    /** @param resource what is known of the process */
    static byte[] encode(Map<String, String> resource, List<Span> spans) {
        return message(request -> request.field(1, resourceSpans -> {
            resourceSpans.field(1, it -> it.attributes(1, resource));
            resourceSpans.field(2, scopeSpans -> {
                scopeSpans.field(1, scope -> scope.text(1, SCOPE));
                spans.forEach(span -> scopeSpans.field(2, it -> it.span(span)));
            });
        }));
    }

    private void span(Span span) {
        context(span.context());
        if (span.parent() != 0) {
            bytes(4, ByteBuffer.allocate(Long.BYTES).putLong(span.parent()).array());
        }
        text(5, span.name());
        number(6, span.kind().number());
        time(7, span.start());
        time(8, span.end());
        attributes(9, span.attributes());
        span.links().forEach(link -> field(13, it -> it.context(link)));
        if (span.failed()) {
            field(15, status -> status.number(3, ERROR));
        }
    }

    private void context(TraceContext context) {
        bytes(
                1,
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(context.traceHigh())
                        .putLong(context.traceLow())
                        .array());
        bytes(2, ByteBuffer.allocate(Long.BYTES).putLong(context.span()).array());
    }

    private void attributes(int field, Map<String, String> attributes) {
        attributes.forEach((name, value) -> field(field, attribute -> {
            attribute.text(1, name);
            attribute.field(2, it -> it.text(1, value));
        }));
    }

    private void field(int field, Consumer<OtlpEncoder> content) {
        bytes(field, message(content));
    }

    private static byte[] message(Consumer<OtlpEncoder> content) {
        OtlpEncoder message = new OtlpEncoder();
        content.accept(message);
        return message.out.toByteArray();
    }

    private void text(int field, String text) {
        bytes(field, text.getBytes(UTF_8));
    }

    private void bytes(int field, byte[] bytes) {
        varint(field << 3 | LENGTH);
        varint(bytes.length);
        out.writeBytes(bytes);
    }

    private void number(int field, int number) {
        varint(field << 3 | VARINT);
        varint(number);
    }

    /** Nanoseconds of the epoch. */
    private void time(int field, Instant time) {
        varint(field << 3 | FIXED64);
        long nanos = time.getEpochSecond() * 1_000_000_000L + time.getNano();
        out.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(nanos)
                .array());
    }

    private void varint(int number) {
        int left = number;
        while ((left & ~0x7f) != 0) {
            out.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }
}
