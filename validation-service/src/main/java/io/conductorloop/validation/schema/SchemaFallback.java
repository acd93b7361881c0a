package io.conductorloop.validation.schema;

import io.conductorloop.contracts.Reason;
import java.util.List;

/** Judges documents by what a compiled schema leaves open. Safe for all threads. */
@FunctionalInterface
public interface SchemaFallback {
    /** For a schema that was compiled completely: has nothing to say. */
    SchemaFallback NONE = document -> List.of();

    /**
     * What is wrong with a document that is known to be strict JSON.
     *
     * @return empty when the document obeys the schema
     */
    List<Reason> violations(byte[] document);
}
