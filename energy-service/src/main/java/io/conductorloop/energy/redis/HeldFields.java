package io.conductorloop.energy.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Target;
import io.conductorloop.energy.deferral.DeferredIntent;
import io.conductorloop.energy.deferral.Fate;
import io.conductorloop.energy.deferral.HeldIntent;
import io.conductorloop.energy.deferral.HeldIntent.Settled;
import io.conductorloop.energy.deferral.ReleasePlan;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A held intent as fields of a hash: text, and the intent's bytes and headers as they are. */
final class HeldFields {
    static final String WAITING = "W";
    static final String RELEASED = "R";
    static final String SUPERSEDED = "S";
    static final String CANCELLED = "C";

    /** All but the intent's bytes and headers. */
    static final List<String> LISTED = List.of(
            "state",
            "sequence",
            "key",
            "target",
            "type",
            "priority",
            "deadline",
            "held",
            "intensityThen",
            "at",
            "by",
            "why",
            "expected",
            "atOnce",
            "estimated",
            "who",
            "words",
            "settled",
            "intensity",
            "grams");

    private HeldFields() {}

    /** Names and values in turn, of an intent that is taken in. */
    static List<byte[]> of(HeldIntent held) {
        DeferredIntent intent = held.intent();
        List<byte[]> fields = new ArrayList<>();
        put(fields, "state", WAITING);
        put(fields, "sequence", Long.toString(intent.sequence()));
        put(fields, "key", intent.key());
        put(fields, "target", intent.target().key());
        put(fields, "type", intent.type().name());
        put(fields, "priority", Integer.toString(intent.priority()));
        if (intent.deadline() != null) {
            put(fields, "deadline", intent.deadline().toString());
        }
        put(fields, "held", held.heldAt().toString());
        put(fields, "intensityThen", Double.toString(held.intensityThen()));
        fields.addAll(of(held.plan()));
        fields.add("headers".getBytes(UTF_8));
        fields.add(encoded(intent.headers()));
        fields.add("bytes".getBytes(UTF_8));
        fields.add(intent.bytes());
        return fields;
    }

    /** Names and values in turn, of a plan. */
    static List<byte[]> of(ReleasePlan plan) {
        List<byte[]> fields = new ArrayList<>();
        put(fields, "at", plan.at().toString());
        put(fields, "by", plan.releaseBy().toString());
        put(fields, "why", plan.why().name());
        put(fields, "expected", Double.toString(plan.expected()));
        put(fields, "atOnce", Double.toString(plan.atOnce()));
        put(fields, "estimated", Boolean.toString(plan.estimated()));
        return fields;
    }

    static String state(Fate fate) {
        return switch (fate) {
            case Fate.Waiting _ -> WAITING;
            case Fate.Released _ -> RELEASED;
            case Fate.Superseded _ -> SUPERSEDED;
            case Fate.Cancelled _ -> CANCELLED;
        };
    }

    static HeldIntent held(IntentId id, Map<String, byte[]> fields) {
        DeferredIntent intent = new DeferredIntent(
                id,
                Long.parseLong(text(fields, "sequence")),
                text(fields, "key"),
                fields.getOrDefault("bytes", new byte[0]),
                decoded(fields.getOrDefault("headers", new byte[0])),
                Target.ofKey(text(fields, "target")),
                IntentType.valueOf(text(fields, "type")),
                Integer.parseInt(text(fields, "priority")),
                fields.containsKey("deadline") ? Instant.parse(text(fields, "deadline")) : null);
        ReleasePlan plan = new ReleasePlan(
                Instant.parse(text(fields, "at")),
                Instant.parse(text(fields, "by")),
                ReleasePlan.Why.valueOf(text(fields, "why")),
                Double.parseDouble(text(fields, "expected")),
                Double.parseDouble(text(fields, "atOnce")),
                Boolean.parseBoolean(text(fields, "estimated")));
        return new HeldIntent(
                intent,
                Instant.parse(text(fields, "held")),
                Double.parseDouble(text(fields, "intensityThen")),
                plan,
                fate(fields),
                settled(fields));
    }

    private static Fate fate(Map<String, byte[]> fields) {
        return switch (text(fields, "state")) {
            case WAITING -> new Fate.Waiting();
            case RELEASED -> new Fate.Released();
            case SUPERSEDED -> new Fate.Superseded(IntentId.parse(text(fields, "who")));
            case CANCELLED -> new Fate.Cancelled(text(fields, "who"), text(fields, "words"));
            default -> throw new IllegalStateException("a held intent in state " + text(fields, "state"));
        };
    }

    private static @Nullable Settled settled(Map<String, byte[]> fields) {
        return fields.containsKey("settled")
                ? new Settled(
                        Instant.parse(text(fields, "settled")),
                        Double.parseDouble(text(fields, "intensity")),
                        Double.parseDouble(text(fields, "grams")))
                : null;
    }

    private static byte[] encoded(Map<String, byte[]> headers) {
        List<byte[]> parts = new ArrayList<>();
        headers.forEach((name, value) -> {
            parts.add(name.getBytes(UTF_8));
            parts.add(value);
        });
        ByteBuffer buffer = ByteBuffer.allocate(
                parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum());
        parts.forEach(part -> buffer.putInt(part.length).put(part));
        return buffer.array();
    }

    private static Map<String, byte[]> decoded(byte[] encoded) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        ByteBuffer buffer = ByteBuffer.wrap(encoded);
        while (buffer.hasRemaining()) {
            String name = new String(part(buffer), UTF_8);
            headers.put(name, part(buffer));
        }
        return headers;
    }

    private static byte[] part(ByteBuffer buffer) {
        byte[] part = new byte[buffer.getInt()];
        buffer.get(part);
        return part;
    }

    private static String text(Map<String, byte[]> fields, String name) {
        byte[] value = fields.get(name);
        if (value == null) {
            throw new IllegalStateException("a held intent without " + name);
        }
        return new String(value, UTF_8);
    }

    private static void put(List<byte[]> fields, String name, String value) {
        fields.add(name.getBytes(UTF_8));
        fields.add(value.getBytes(UTF_8));
    }
}
