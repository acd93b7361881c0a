package io.conductorloop.messaging.metrics;

import io.conductorloop.messaging.tracing.Tracing;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * Has Prometheus keep, with a bucket of a histogram, the trace of an intent that was counted there: what
 * {@link Tracing#MEASURED} says on the thread that measures.
 */
public final class IntentExemplars implements SpanContext {
    @Override
    public @Nullable String getCurrentTraceId() {
        return Tracing.MEASURED.isBound() ? Tracing.MEASURED.get().traceId() : null;
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        return Tracing.MEASURED.isBound() ? Tracing.MEASURED.get().spanId() : null;
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return Tracing.MEASURED.isBound();
    }

    @Override
    public void markCurrentSpanAsExemplar() {
        // Whatever is bound is sent: there is nothing to keep.
    }
}
