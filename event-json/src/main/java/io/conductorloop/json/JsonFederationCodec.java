package io.conductorloop.json;

import io.conductorloop.contracts.FederationCodec;
import io.conductorloop.contracts.FederationMessage;
import io.conductorloop.contracts.FederationMessage.Changed;
import io.conductorloop.contracts.FederationMessage.Present;
import io.conductorloop.contracts.FederationMessage.Shared;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * What sites say to each other as compact JSON objects, version 1. Safe for use by many threads. {@code kind} tells the records
 * apart; numbers of a model are Base64 of their IEEE 754 doubles, big-endian, so that every bit arrives; names are joined by
 * commas.
 */
public final class JsonFederationCodec implements FederationCodec {
    private static final int VERSION = 1;
    private static final String WHAT = "a message of the federation";

    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public byte[] encode(FederationMessage message) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            out.writeNumberProperty("version", VERSION);
            switch (message) {
                case Present present -> begin("present", present.site(), present.version(), out);
                case Shared shared -> {
                    begin("shared", shared.site(), shared.version(), out);
                    out.writeStringProperty("parameters", text(shared.parameters()));
                    out.writeStringProperty("invited", String.join(",", shared.invited()));
                }
                case Changed changed -> {
                    begin("changed", changed.site(), changed.version(), out);
                    out.writeStringProperty("change", text(changed.change()));
                    out.writeNumberProperty("samples", changed.samples());
                }
            }
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void begin(String kind, String site, long version, JsonGenerator out) {
        out.writeStringProperty("kind", kind);
        out.writeStringProperty("site", site);
        out.writeNumberProperty("model", version);
    }

    @Override
    public FederationMessage message(byte[] bytes) {
        try (JsonParser in = json.createParser(ObjectReadContext.empty(), bytes)) {
            ObjectFields fields = ObjectFields.read(in, WHAT, VERSION);
            String site = fields.text("site");
            long version = fields.integer("model");
            return switch (fields.text("kind")) {
                case "present" -> new Present(site, version);
                case "shared" -> {
                    String invited = fields.text("invited");
                    yield new Shared(
                            site,
                            version,
                            numbers(fields.text("parameters")),
                            invited.isEmpty() ? List.of() : List.of(invited.split(",", -1)));
                }
                case "changed" ->
                    new Changed(site, version, numbers(fields.text("change")), fields.smallInteger("samples"));
                default -> throw new IllegalArgumentException(WHAT + " of an unknown kind");
            };
        } catch (JacksonException e) {
            throw new IllegalArgumentException(WHAT + " must be JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String text(double[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
        bytes.asDoubleBuffer().put(numbers);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static double[] numbers(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (bytes.length % Double.BYTES != 0) {
            throw new IllegalArgumentException(WHAT + " with half a number");
        }
        double[] numbers = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).asDoubleBuffer().get(numbers);
        return numbers;
    }
}
