package io.conductorloop.validation.json;

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

/** The schema of intents, as contracts ships it. */
public final class IntentSchema {
    private static final String RESOURCE = "intent.schema.json";

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
}
