package io.conductorloop.json;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentExecuting;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentJudged;
import io.conductorloop.contracts.IntentEvent.IntentProposed;
import io.conductorloop.contracts.IntentEvent.IntentReceived;
import io.conductorloop.contracts.IntentEvent.IntentRetrying;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What stands in one event's JSON, gathered in whatever order it comes and then put together. A JSON {@code null} counts as
 * absent.
 */
final class EventFields {
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private @Nullable Number version;
    private @Nullable String event;
    private @Nullable String id;
    private @Nullable String at;
    private @Nullable String source;
    private @Nullable String file;
    private @Nullable String namespace;
    private @Nullable String target;
    private @Nullable String sha256;
    private @Nullable Number size;
    private @Nullable Number sequence;
    private @Nullable String state;
    private @Nullable String original;
    private @Nullable Number attempt;
    private @Nullable String notBefore;
    private @Nullable String packageName;
    private @Nullable String revision;
    private boolean included;
    private @Nullable String service;
    private @Nullable Reason reason;
    private @Nullable Outcome outcome;

    EventFields read(JsonParser in) {
        expect(JsonToken.START_OBJECT, in.nextToken(), "an event");
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            switch (name) {
                case "version" -> version = Values.integer(in);
                case "event" -> event = Values.text(in);
                case "id" -> id = Values.text(in);
                case "at" -> at = Values.text(in);
                case "source" -> source = Values.text(in);
                case "file" -> file = Values.text(in);
                case "namespace" -> namespace = Values.text(in);
                case "target" -> target = Values.text(in);
                case "sha256" -> sha256 = Values.text(in);
                case "size" -> size = Values.integer(in);
                case "sequence" -> sequence = Values.integer(in);
                case "state" -> state = Values.text(in);
                case "original" -> original = Values.text(in);
                case "attempt" -> attempt = Values.integer(in);
                case "notBefore" -> notBefore = Values.text(in);
                case "packageName" -> packageName = Values.text(in);
                case "revision" -> revision = Values.text(in);
                case "included" -> included = in.currentToken() == JsonToken.VALUE_TRUE;
                case "service" -> service = Values.text(in);
                case "reason" -> reason = reason(in);
                case "outcome" -> outcome = outcome(in);
                default -> in.skipChildren();
            }
        }
        if (in.nextToken() != null) {
            throw new IllegalArgumentException("an event must be one JSON object with nothing after it");
        }
        return this;
    }

    IntentEvent event() {
        if (needed(version, "version").longValue() != JsonEventCodec.VERSION) {
            throw new IllegalArgumentException(
                    "an event in version " + version + "; this reader knows version " + JsonEventCodec.VERSION);
        }
        IntentId whose = IntentId.parse(needed(id, "id"));
        Instant when = instant(needed(at, "at"));
        return switch (needed(event, "event")) {
            case "received" ->
                new IntentReceived(
                        whose,
                        when,
                        needed(source, "source"),
                        file,
                        target(),
                        needed(sha256, "sha256"),
                        needed(size, "size").longValue());
            case "judged" ->
                new IntentJudged(
                        whose,
                        when,
                        needed(sequence, "sequence").longValue(),
                        state(needed(state, "state")),
                        original == null ? null : IntentId.parse(original));
            case "executing" -> new IntentExecuting(whose, when, attempt());
            case "retrying" ->
                new IntentRetrying(
                        whose, when, attempt(), instant(needed(notBefore, "notBefore")), needed(reason, "reason"));
            case "proposed" ->
                new IntentProposed(
                        whose, when, needed(packageName, "packageName"), needed(revision, "revision"), included);
            case "finished" ->
                new IntentFinished(
                        whose,
                        when,
                        needed(service, "service"),
                        needed(sequence, "sequence").longValue(),
                        needed(source, "source"),
                        file,
                        target(),
                        needed(outcome, "outcome"));
            default -> throw new IllegalArgumentException("an event of the unknown kind " + event);
        };
    }

    private @Nullable Target target() {
        return namespace == null || target == null ? null : new Target(namespace, target);
    }

    private int attempt() {
        return Values.saturated(needed(attempt, "attempt"));
    }

    private static @Nullable Reason reason(JsonParser in) {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.START_OBJECT, in.currentToken(), "a reason");
        String rule = null;
        String pointer = null;
        String message = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            switch (name) {
                case "rule" -> rule = Values.text(in);
                case "pointer" -> pointer = Values.text(in);
                case "message" -> message = Values.text(in);
                default -> in.skipChildren();
            }
        }
        return new Reason(needed(rule, "rule"), needed(pointer, "pointer"), needed(message, "message"));
    }

    private static @Nullable Outcome outcome(JsonParser in) {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.START_OBJECT, in.currentToken(), "an outcome");
        String state = null;
        String packageName = null;
        String revision = null;
        String original = null;
        String by = null;
        List<Reason> reasons = List.of();
        Reason reason = null;
        Number attempts = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            switch (name) {
                case "state" -> state = Values.text(in);
                case "packageName" -> packageName = Values.text(in);
                case "revision" -> revision = Values.text(in);
                case "original" -> original = Values.text(in);
                case "by" -> by = Values.text(in);
                case "reasons" -> reasons = reasons(in);
                case "reason" -> reason = reason(in);
                case "attempts" -> attempts = Values.integer(in);
                default -> in.skipChildren();
            }
        }
        IntentState ended = state(needed(state, "outcome.state"));
        return switch (ended) {
            case EXECUTED ->
                new Outcome.Executed(needed(packageName, "outcome.packageName"), needed(revision, "outcome.revision"));
            case DUPLICATE -> new Outcome.Duplicate(IntentId.parse(needed(original, "outcome.original")));
            case SUPERSEDED -> new Outcome.Superseded(IntentId.parse(needed(by, "outcome.by")));
            case REJECTED -> new Outcome.Rejected(reasons);
            case FAILED ->
                new Outcome.Failed(
                        needed(reason, "outcome.reason"), Values.saturated(needed(attempts, "outcome.attempts")));
            case RECEIVED, ACCEPTED, DEFERRED, EXECUTING, RETRYING, PROPOSED ->
                throw new IllegalArgumentException("an outcome in the state " + ended + ", which is not final");
        };
    }

    private static List<Reason> reasons(JsonParser in) {
        expect(JsonToken.START_ARRAY, in.currentToken(), "an outcome's reasons");
        List<Reason> reasons = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            reasons.add(needed(reason(in), "reasons"));
        }
        return reasons;
    }

    /** A time that can be written again: an offset may have moved it out of the years that RFC 3339 has. */
    private static Instant instant(String text) {
        Instant instant = Rfc3339.parse(text);
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw new IllegalArgumentException("a time out of the years 0 to 9999 in UTC: " + text);
        }
        return instant;
    }

    private static IntentState state(String name) {
        try {
            return IntentState.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("an event with the unknown state " + name, e);
        }
    }

    private static <T> T needed(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("an event without " + name);
        }
        return value;
    }

    private static void expect(JsonToken expected, @Nullable JsonToken found, String what) {
        if (found != expected) {
            throw new IllegalArgumentException(
                    what + " must be written as " + expected.asString() + "…, not as " + found);
        }
    }
}
