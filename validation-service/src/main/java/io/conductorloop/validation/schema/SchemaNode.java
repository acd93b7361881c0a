package io.conductorloop.validation.schema;

import org.jspecify.annotations.Nullable;

/** A schema, compiled: for each kind of value what it says about it, or null where it says nothing. */
final class SchemaNode {
    /** Admits every value. */
    static final SchemaNode ANY = of(Kinds.ALL, -1);

    /** What {@code type} admits. */
    final int types;

    /** What is left of them by {@code enum} and {@code const}, by kind. */
    final int admits;

    final @Nullable Allowed allowed;
    final @Nullable StringRules strings;
    final @Nullable NumberRules numbers;
    final @Nullable ObjectRules objects;
    final @Nullable ArrayRules arrays;

    /** Whether a string needs more than to be well-formed. */
    final boolean checksStrings;

    /** Where to note the value's position; negative: nowhere. */
    final int capture;

    /** Whether this string tells what the document looks like otherwise. */
    final boolean tellsShape;

    SchemaNode(
            int types,
            @Nullable Allowed allowed,
            @Nullable StringRules strings,
            @Nullable NumberRules numbers,
            @Nullable ObjectRules objects,
            @Nullable ArrayRules arrays,
            int capture,
            boolean tellsShape) {
        this.types = types;
        this.admits = allowed == null ? types : types & allowed.kinds();
        this.allowed = allowed;
        this.strings = strings;
        this.numbers = numbers;
        this.objects = objects;
        this.arrays = arrays;
        this.checksStrings = strings != null || allowed != null || (types & Kinds.STRING) == 0;
        this.capture = capture;
        this.tellsShape = tellsShape;
    }

    /** Judges by kind alone. */
    static SchemaNode of(int types, int capture) {
        return new SchemaNode(types, null, null, null, null, null, capture, false);
    }
}
