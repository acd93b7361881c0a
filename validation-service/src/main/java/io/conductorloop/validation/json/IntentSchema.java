package io.conductorloop.validation.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conductorloop.contracts.Intent;
import io.conductorloop.validation.IntentScan;
import io.conductorloop.validation.IntentValidator;
import io.conductorloop.validation.schema.Compilation;
import io.conductorloop.validation.schema.CompiledSchema;
import io.conductorloop.validation.schema.SchemaCompiler;
import io.conductorloop.validation.schema.SchemaFallback;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** The schema of intents, as contracts ships it. */
public final class IntentSchema {
    private static final String RESOURCE = "intent.schema.json";

    private static final byte[] PROBE =
            "{\"intent_type\":\"scaling\",\"target\":\"t\",\"namespace\":\"n\",\"replicas\":1}".getBytes(UTF_8);

    private IntentSchema() {}

    /** Its bytes. */
    public static byte[] bytes() {
        try (InputStream in = Intent.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing beside " + Intent.class.getName());
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles it. */
    public static Compilation compile() {
        return SchemaCompiler.compile(SchemaReader.read(bytes()), IntentScan.CAPTURES, IntentScan.SHAPE);
    }

    /**
     * A validator that judges by all of it: by the compiled schema alone, if that is complete.
     *
     * @param seed chance, for the hashes of property names
     */
    public static IntentValidator validator(long seed) {
        return switch (compile()) {
            case Compilation.Complete(CompiledSchema schema) -> new IntentValidator(schema, SchemaFallback.NONE, seed);
            case Compilation.Partial partial ->
                new IntentValidator(partial.schema(), new NetworkntFallback(bytes()), seed);
        };
    }

    /**
     * A validator that also holds intents to a schema of the operator's. The contract's own stays in force, as the services
     * behind validation rely on it.
     *
     * @param own the operator's schema, draft-07 where it does not say otherwise
     * @param seed chance, for the hashes of property names
     * @throws IllegalArgumentException when {@code own} is no JSON Schema, or refers to what is not in it
     */
    public static IntentValidator validator(byte[] own, long seed) {
        return switch (compile()) {
            case Compilation.Complete(CompiledSchema schema) -> new IntentValidator(schema, fallback(own), seed);
            case Compilation.Partial partial -> {
                SchemaFallback contract = new NetworkntFallback(bytes());
                SchemaFallback also = fallback(own);
                yield new IntentValidator(
                        partial.schema(),
                        document -> Stream.concat(
                                        contract.violations(document).stream(), also.violations(document).stream())
                                .toList(),
                        seed);
            }
        };
    }

    // A reference that leads nowhere shows only when something is judged: better now than at the first intent.
    private static SchemaFallback fallback(byte[] own) {
        try {
            SchemaFallback fallback = new NetworkntFallback(own);
            fallback.violations(PROBE);
            return fallback;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("this is no usable JSON Schema: " + e.getMessage(), e);
        }
    }
}
