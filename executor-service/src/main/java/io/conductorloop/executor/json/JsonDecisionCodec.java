package io.conductorloop.executor.json;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.deadletter.DeadLetterDecision;
import io.conductorloop.executor.deadletter.DeadLetterDecision.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decisions as JSON objects, version 1: {@code version}, {@code letter}, {@code decision} ({@code replayed abandoned}),
 * {@code at}, {@code by}, {@code why}, {@code replayedAs}. A reader ignores fields it does not know.
 */
public final class JsonDecisionCodec implements DeadLetterDecision.Codec {
    private static final int VERSION = 1;

    private final JsonMapper mapper = JsonMapper.builder().build();

    @Override
    public byte[] encode(DeadLetterDecision decision) {
        ObjectNode json = mapper.createObjectNode()
                .put("version", VERSION)
                .put("letter", decision.letter().toString())
                .put("decision", name(decision.kind()))
                .put("at", decision.at().toString())
                .put("by", decision.by())
                .put("why", decision.why());
        if (decision.replayedAs() != null) {
            json.put("replayedAs", decision.replayedAs().toString());
        }
        return mapper.writeValueAsBytes(json);
    }

    @Override
    public DeadLetterDecision decode(byte[] bytes) {
        try {
            JsonNode json = mapper.readTree(bytes);
            if (json.path("version").asInt(0) != VERSION) {
                throw new IllegalArgumentException("not a decision of version " + VERSION);
            }
            JsonNode replayedAs = json.path("replayedAs");
            return new DeadLetterDecision(
                    IntentId.parse(text(json, "letter")),
                    kind(text(json, "decision")),
                    Instant.parse(text(json, "at")),
                    text(json, "by"),
                    text(json, "why"),
                    replayedAs.isString() ? IntentId.parse(replayedAs.stringValue()) : null);
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("not a decision in JSON: " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException("a decision without " + field);
        }
        return value.stringValue();
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case REPLAYED -> "replayed";
            case ABANDONED -> "abandoned";
        };
    }

    private static Kind kind(String name) {
        return switch (name) {
            case "replayed" -> Kind.REPLAYED;
            case "abandoned" -> Kind.ABANDONED;
            default -> throw new IllegalArgumentException("an unknown decision: " + name);
        };
    }
}
