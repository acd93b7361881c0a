package io.conductorloop.json;

import io.conductorloop.contracts.EventCodec;
import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentExecuting;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentJudged;
import io.conductorloop.contracts.IntentEvent.IntentProposed;
import io.conductorloop.contracts.IntentEvent.IntentReceived;
import io.conductorloop.contracts.IntentEvent.IntentRetrying;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Events as compact JSON objects, version 1. Safe for use by many threads.
 *
 * <p>Each object starts with {@code version}, {@code event} ({@code received judged executing retrying proposed finished}), {@code id}
 * and {@code at}; the rest are the event's own fields by their Java names, a target as {@code namespace} and {@code target}
 * like in an intent, an outcome as an object that starts with its {@code state}. Absent values are left out. Instants are
 * RFC 3339. A reader ignores fields it does not know, so fields may be added within a version.
 *
 * <p>The bytes are pure ASCII: file names and messages quote what authors wrote, and a lone surrogate in it, which UTF-8
 * cannot carry, must neither stop the pipeline nor be changed.
 */
public final class JsonEventCodec implements EventCodec {
    static final int VERSION = 1;
    private static final int TYPICAL_BYTES = 512;

    private final JsonFactory json =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Override
    public byte[] encode(IntentEvent event) {
        var bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            out.writeNumberProperty("version", VERSION);
            out.writeStringProperty("event", name(event));
            out.writeStringProperty("id", event.id().toString());
            out.writeStringProperty("at", event.at().toString());
            switch (event) {
                case IntentReceived received -> write(received, out);
                case IntentJudged judged -> write(judged, out);
                case IntentExecuting executing -> out.writeNumberProperty("attempt", executing.attempt());
                case IntentRetrying retrying -> write(retrying, out);
                case IntentProposed proposed -> write(proposed, out);
                case IntentFinished finished -> write(finished, out);
            }
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    @Override
    public IntentEvent decode(byte[] bytes) {
        try (JsonParser in = json.createParser(ObjectReadContext.empty(), bytes)) {
            return new EventFields().read(in).event();
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not an event in JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String name(IntentEvent event) {
        return switch (event) {
            case IntentReceived _ -> "received";
            case IntentJudged _ -> "judged";
            case IntentExecuting _ -> "executing";
            case IntentRetrying _ -> "retrying";
            case IntentProposed _ -> "proposed";
            case IntentFinished _ -> "finished";
        };
    }

    private static void write(IntentReceived received, JsonGenerator out) {
        out.writeStringProperty("source", received.source());
        writeOptional("file", received.file(), out);
        writeTarget(received.target(), out);
        out.writeStringProperty("sha256", received.sha256());
        out.writeNumberProperty("size", received.size());
    }

    private static void write(IntentJudged judged, JsonGenerator out) {
        out.writeNumberProperty("sequence", judged.sequence());
        out.writeStringProperty("state", judged.state().name());
        if (judged.original() != null) {
            out.writeStringProperty("original", judged.original().toString());
        }
    }

    private static void write(IntentRetrying retrying, JsonGenerator out) {
        out.writeNumberProperty("attempt", retrying.attempt());
        out.writeStringProperty("notBefore", retrying.notBefore().toString());
        out.writeName("reason");
        write(retrying.reason(), out);
    }

    private static void write(IntentProposed proposed, JsonGenerator out) {
        out.writeStringProperty("packageName", proposed.packageName());
        out.writeStringProperty("revision", proposed.revision());
        out.writeBooleanProperty("included", proposed.included());
    }

    private static void write(IntentFinished finished, JsonGenerator out) {
        out.writeStringProperty("service", finished.service());
        out.writeNumberProperty("sequence", finished.sequence());
        out.writeStringProperty("source", finished.source());
        writeOptional("file", finished.file(), out);
        writeTarget(finished.target(), out);
        out.writeObjectPropertyStart("outcome");
        write(finished.outcome(), out);
        out.writeEndObject();
    }

    private static void write(Outcome outcome, JsonGenerator out) {
        out.writeStringProperty("state", outcome.state().name());
        switch (outcome) {
            case Outcome.Executed executed -> {
                out.writeStringProperty("packageName", executed.packageName());
                out.writeStringProperty("revision", executed.revision());
            }
            case Outcome.Duplicate duplicate ->
                out.writeStringProperty("original", duplicate.original().toString());
            case Outcome.Superseded superseded ->
                out.writeStringProperty("by", superseded.by().toString());
            case Outcome.Rejected rejected -> {
                out.writeArrayPropertyStart("reasons");
                for (Reason reason : rejected.reasons()) {
                    write(reason, out);
                }
                out.writeEndArray();
            }
            case Outcome.Failed failed -> {
                out.writeName("reason");
                write(failed.reason(), out);
                out.writeNumberProperty("attempts", failed.attempts());
            }
        }
    }

    private static void write(Reason reason, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("rule", reason.rule());
        out.writeStringProperty("pointer", reason.pointer());
        out.writeStringProperty("message", reason.message());
        out.writeEndObject();
    }

    private static void writeTarget(@Nullable Target target, JsonGenerator out) {
        if (target != null) {
            out.writeStringProperty("namespace", target.namespace());
            out.writeStringProperty("target", target.name());
        }
    }

    private static void writeOptional(String name, @Nullable String value, JsonGenerator out) {
        if (value != null) {
            out.writeStringProperty(name, value);
        }
    }
}
