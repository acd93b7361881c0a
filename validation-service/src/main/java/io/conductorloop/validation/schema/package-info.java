/**
 * Judges JSON documents against a schema, as bytes: {@link io.conductorloop.validation.schema.SchemaCompiler} turns a draft-07
 * schema once into a {@link io.conductorloop.validation.schema.CompiledSchema}, and a {@link
 * io.conductorloop.validation.schema.DocumentScanner} then goes over each document a single time.
 */
@NullMarked
package io.conductorloop.validation.schema;

import org.jspecify.annotations.NullMarked;
