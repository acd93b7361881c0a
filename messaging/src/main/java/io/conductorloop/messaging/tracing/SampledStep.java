package io.conductorloop.messaging.tracing;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.TraceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of a batch: a span in the trace of each sampled intent, and one of the batch, in a trace of its own. Each of the former
 * is linked to the latter and back, so that from an intent one finds what it was held up by.
 */
final class SampledStep implements StepTrace {
    /** As many as OpenTelemetry's libraries keep of a span by default. */
    private static final int MOST_LINKS = 128;

    private final Tracing tracing;
    private final Step step;
    private final Instant start;
    private final TraceContext batch;
    private final Map<IntentId, Long> announced = new HashMap<>();
    private final List<TraceContext> intents = new ArrayList<>();
    private int count;

    SampledStep(Tracing tracing, Step step, Instant start) {
        this.tracing = tracing;
        this.step = step;
        this.start = start;
        this.batch = new TraceContext(tracing.newId(), tracing.newId(), tracing.newId());
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public synchronized @Nullable String traceparent(IntentId id) {
        if (!tracing.samples(id)) {
            return null;
        }
        long span = announced.computeIfAbsent(id, _ -> tracing.newId());
        return TraceContext.of(id).withSpan(span).traceparent();
    }

    @Override
    public void ended(IntentId id, String result) {
        ended(id, result, false);
    }

    @Override
    public void failed(IntentId id, String result) {
        ended(id, result, true);
    }

    private synchronized void ended(IntentId id, String result, boolean failed) {
        count++;
        if (!tracing.samples(id)) {
            return;
        }
        Long known = announced.remove(id);
        TraceContext first = TraceContext.of(id);
        TraceContext mine = first.withSpan(known == null ? tracing.newId() : known);
        if (intents.size() < MOST_LINKS) {
            intents.add(mine);
        }
        tracing.take(new Span(
                mine,
                first.span(),
                step.text(),
                step.kind(),
                start,
                tracing.now(),
                Map.of(Tracing.INTENT, id.toString(), Tracing.RESULT, result),
                List.of(batch),
                failed));
    }

    @Override
    public synchronized void close() {
        if (!intents.isEmpty()) {
            tracing.take(new Span(
                    batch,
                    0,
                    step.text() + " batch",
                    Step.Kind.INTERNAL,
                    start,
                    tracing.now(),
                    Map.of(Tracing.INTENTS, Integer.toString(count)),
                    intents,
                    false));
        }
    }
}
