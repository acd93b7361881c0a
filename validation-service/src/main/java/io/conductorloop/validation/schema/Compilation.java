package io.conductorloop.validation.schema;

import java.util.List;

/** What became of a schema in the compiler. */
public sealed interface Compilation {
    /** What could be compiled; for a complete compilation, all that the schema says. */
    CompiledSchema schema();

    /** The compiled schema decides exactly as the schema does. */
    record Complete(CompiledSchema schema) implements Compilation {}

    /**
     * The compiled schema refuses only what the schema refuses, but not all of it: what it lets pass must be judged by
     * another validator.
     *
     * @param unsupported never empty
     */
    record Partial(CompiledSchema schema, List<Unsupported> unsupported) implements Compilation {
        public Partial {
            unsupported = List.copyOf(unsupported);
        }
    }

    /**
     * A keyword that the compiler leaves to others.
     *
     * @param pointer JSON pointer to it in the schema
     */
    record Unsupported(String keyword, String pointer) {}
}
