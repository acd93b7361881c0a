package io.conductorloop.energy.deferral;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Target;
import io.conductorloop.energy.deferral.ReleasePlan.Why;
import io.conductorloop.messaging.OutboundRecord;
import io.conductorloop.testkit.Intents;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Deferred and held intents that read. */
public final class Held {
    public static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private Held() {}

    /** An id whose order is that of {@code number}. */
    public static IntentId id(long number) {
        return new IntentId(new UUID((NOON.toEpochMilli() + number) << 16 | 0x7000, 0x8000_0000_0000_0000L | number));
    }

    public static DeferredIntent intent(long number, String target, int priority, Instant deadline) {
        byte[] bytes = Intents.scaling()
                .target("oran", target)
                .replicas(1 + (int) (number % 100))
                .priority(priority)
                .bytes();
        return new DeferredIntent(
                id(number),
                number,
                "oran/" + target,
                bytes,
                headers(number),
                new Target("oran", target),
                IntentType.SCALING,
                priority,
                deadline);
    }

    /** The same with other bytes and headers. */
    static HeldIntent with(byte[] bytes, Map<String, byte[]> headers, HeldIntent held) {
        return new HeldIntent(
                with(bytes, headers, held.intent()),
                held.heldAt(),
                held.intensityThen(),
                held.plan(),
                held.fate(),
                held.settled());
    }

    /** As {@link #with(byte[], Map, HeldIntent)}. */
    static DeferredIntent with(byte[] bytes, Map<String, byte[]> headers, DeferredIntent intent) {
        return new DeferredIntent(
                intent.id(),
                intent.sequence(),
                intent.key(),
                bytes,
                headers,
                intent.target(),
                intent.type(),
                intent.priority(),
                intent.deadline());
    }

    public static Map<String, byte[]> headers(long number) {
        return OutboundRecord.headers(
                RecordHeaders.ID,
                id(number).toString(),
                RecordHeaders.SOURCE,
                "/ingest/folder/f1",
                RecordHeaders.SUBJECT,
                "intent-%C3%BC+" + number + ".json",
                RecordHeaders.CORRELATION_ID,
                "the author's",
                RecordHeaders.SEQUENCE,
                Long.toString(number));
    }

    /** The headers as text, as maps of arrays are not compared by what is in them. */
    public static Map<String, String> text(Map<String, byte[]> headers) {
        Map<String, String> text = new HashMap<>();
        headers.forEach((name, value) -> text.put(name, new String(value)));
        return text;
    }

    public static HeldIntent waiting(long number, String target, Instant at) {
        return new HeldIntent(
                intent(number, target, 5, at.plusSeconds(600)),
                NOON,
                300,
                new ReleasePlan(at, at.plusSeconds(300), Why.CLEANER_THEN, 100, 300, true),
                new Fate.Waiting(),
                null);
    }
}
