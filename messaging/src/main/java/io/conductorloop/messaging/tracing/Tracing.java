package io.conductorloop.messaging.tracing;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.TraceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Makes the spans of intents. An intent is sampled or not by its id, so that every service with the same share chooses the same
 * ones and a trace is whole.
 */
public final class Tracing {
    /** Traces nothing. */
    public static final Tracing OFF = new Tracing(0, _ -> {}, InstantSource.system(), () -> 1);

    /** What calls made on this thread should carry as {@code traceparent}; unbound where nothing is traced. */
    public static final ScopedValue<String> TRACEPARENT = ScopedValue.newInstance();

    /** The first span of the intent that is measured on this thread; unbound where it is not traced. */
    public static final ScopedValue<TraceContext> MEASURED = ScopedValue.newInstance();

    static final String INTENT = "conductor.intent.id";
    static final String RESULT = "conductor.result";
    static final String INTENTS = "conductor.intents";

    private final double share;
    private final Consumer<Span> spans;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Traces from now on.
     *
     * @param share of the intents, 0 to 1
     * @param spans takes finished spans; does nothing that could wait
     * @param random of span ids, and of the trace ids of batches; used by several threads
     */
    public Tracing(double share, Consumer<Span> spans, InstantSource clock, RandomGenerator random) {
        this.share = share;
        this.spans = spans;
        this.clock = clock;
        this.random = random;
    }

    /** Whether anything is traced. */
    public boolean isOn() {
        return share > 0;
    }

    /** Begins a step that several intents take together. */
    public StepTrace begin(Step step) {
        return isOn() ? new SampledStep(this, step, clock.instant()) : StepTrace.NONE;
    }

    /** A step that an intent took by itself. */
    public void took(Step step, IntentId id, Instant start, Instant end, String result) {
        if (samples(id)) {
            TraceContext first = TraceContext.of(id);
            boolean isFirst = step == Step.RECEIVE;
            spans.accept(new Span(
                    isFirst ? first : first.withSpan(newId()),
                    isFirst ? 0 : first.span(),
                    step.text(),
                    step.kind(),
                    start,
                    end,
                    Map.of(INTENT, id.toString(), RESULT, result),
                    List.of(),
                    false));
        }
    }

    /** Measures something of one intent, so that a histogram may show the intent's trace as an example of what it counts. */
    public void measure(IntentId id, Runnable measurement) {
        if (samples(id)) {
            ScopedValue.where(MEASURED, TraceContext.of(id)).run(measurement);
        } else {
            measurement.run();
        }
    }

    /** Measures something of several intents: as {@link #measure(IntentId, Runnable)}, of the first of them that is traced. */
    public void measure(Iterator<IntentId> ids, Runnable measurement) {
        while (isOn() && ids.hasNext()) {
            IntentId id = ids.next();
            if (samples(id)) {
                measure(id, measurement);
                return;
            }
        }
        measurement.run();
    }

    /** Whether this intent is traced. */
    boolean samples(IntentId id) {
        return isOn() && evenly(id.value().getLeastSignificantBits()) < share;
    }

    /** At least 0 and below 1, as even as chance whatever the bits are: David Stafford's thirteenth variant of MurmurHash3's end. */
    private static double evenly(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
    }

    long newId() {
        long id = random.nextLong();
        return id == 0 ? 1 : id;
    }

    Instant now() {
        return clock.instant();
    }

    void take(Span span) {
        spans.accept(span);
    }
}
