package io.conductorloop.validation.schema;

/** What a schema says about arrays. */
record ArrayRules(SchemaNode items, int minItems, int maxItems) {}
