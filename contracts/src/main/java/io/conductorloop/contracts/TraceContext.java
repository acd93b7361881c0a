package io.conductorloop.contracts;

import java.util.HexFormat;

/**
 * The place of something in a trace, as W3C Trace Context has it (<a href="https://www.w3.org/TR/trace-context/">recommendation</a>,
 * version 00). One intent is one trace: its trace id is the intent's id, and its first span, which all others stand below, has the
 * second half of it for an id. So whoever knows an intent knows its trace, and nothing has to be carried along.
 *
 * @param traceHigh the first eight bytes of the trace id
 * @param traceLow the others; never zero together with the first
 * @param span its id, never zero
 */
public record TraceContext(long traceHigh, long traceLow, long span) {
    /** The first span of an intent's trace. */
    public static TraceContext of(IntentId id) {
        long low = id.value().getLeastSignificantBits();
        return new TraceContext(id.value().getMostSignificantBits(), low, low);
    }

    /** Another span of the same trace. */
    public TraceContext withSpan(long other) {
        return new TraceContext(traceHigh, traceLow, other);
    }

    /** The value of a {@code traceparent} header, marked as sampled. */
    public String traceparent() {
        return "00-" + traceId() + "-" + spanId() + "-01";
    }

    /** 32 hexadecimal digits. */
    public String traceId() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(traceHigh) + hex.toHexDigits(traceLow);
    }

    /** 16 hexadecimal digits. */
    public String spanId() {
        return HexFormat.of().toHexDigits(span);
    }
}
