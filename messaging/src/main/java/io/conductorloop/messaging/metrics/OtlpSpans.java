package io.conductorloop.messaging.metrics;

import io.conductorloop.contracts.TraceContext;
import io.conductorloop.messaging.tracing.Span;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Sends spans to an OpenTelemetry receiver over HTTP, by OpenTelemetry's own SDK: it queues, batches, encodes and tries again, and gives up
 * what it has no room for. Whoever hands a span over waits for nothing.
 */
public final class OtlpSpans implements Consumer<Span>, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration GATHER = Duration.ofMillis(500);
    private static final long LAST_WORDS = 2;

    /** The ids of the span that is being handed over: they are the intent's, so the SDK is not to make any up. */
    private static final ScopedValue<TraceContext> IDS = ScopedValue.newInstance();

    private final LongAdder exported = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /**
     * Takes spans from now on.
     *
     * @param endpoint as {@code http://localhost:4318/v1/traces}
     * @param headers sent with each request
     * @param resource what is known of this process
     * @throws IllegalArgumentException when a header cannot be sent
     */
    public OtlpSpans(URI endpoint, Map<String, String> headers, Map<String, String> resource) {
        // The exporter would find out with the first spans.
        headers.forEach(HttpRequest.newBuilder(endpoint)::header);
        OtlpHttpSpanExporterBuilder exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).setTimeout(TIMEOUT);
        headers.forEach(exporter::addHeader);
        provider = SdkTracerProvider.builder()
                .setResource(Resource.create(attributes(resource)))
                .setSampler(Sampler.alwaysOn())
                .setIdGenerator(new GivenIds())
                .addSpanProcessor(BatchSpanProcessor.builder(new Counted(exporter.build()))
                        .setScheduleDelay(GATHER)
                        .build())
                .build();
        tracer = provider.get("io.conductorloop");
    }

    @Override
    public void accept(Span span) {
        ScopedValue.where(IDS, span.context()).run(() -> hand(span));
    }

    private void hand(Span span) {
        SpanBuilder builder = tracer.spanBuilder(span.name())
                .setSpanKind(SpanKind.valueOf(span.kind().name()))
                .setStartTimestamp(span.start())
                .setAllAttributes(attributes(span.attributes()));
        if (span.parent() == 0) {
            builder.setNoParent();
        } else {
            builder.setParent(Context.root()
                    .with(io.opentelemetry.api.trace.Span.wrap(
                            sampled(span.context().withSpan(span.parent())))));
        }
        span.links().forEach(link -> builder.addLink(sampled(link)));
        io.opentelemetry.api.trace.Span begun = builder.startSpan();
        if (span.failed()) {
            begun.setStatus(StatusCode.ERROR);
        }
        begun.end(span.end());
    }

    private static SpanContext sampled(TraceContext context) {
        return SpanContext.create(
                context.traceId(), context.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
    }

    private static Attributes attributes(Map<String, String> values) {
        AttributesBuilder attributes = Attributes.builder();
        values.forEach(attributes::put);
        return attributes.build();
    }

    /** How many the receiver has taken. */
    public double exported() {
        return exported.sum();
    }

    /** How many the receiver did not take. */
    public double dropped() {
        return dropped.sum();
    }

    /** Sends what is there, for a moment. */
    @Override
    public void close() {
        provider.shutdown().join(LAST_WORDS, TimeUnit.SECONDS);
    }

    /** Gives each span the ids that it came with. */
    private static final class GivenIds implements IdGenerator {
        @Override
        public String generateSpanId() {
            return IDS.get().spanId();
        }

        @Override
        public String generateTraceId() {
            return IDS.get().traceId();
        }
    }

    /** Counts what became of spans on their way. */
    private final class Counted implements SpanExporter {
        private final SpanExporter exporter;

        Counted(SpanExporter exporter) {
            this.exporter = exporter;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            int count = spans.size();
            CompletableResultCode result = exporter.export(spans);
            return result.whenComplete(() -> (result.isSuccess() ? exported : dropped).add(count));
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }
}
