package io.conductorloop.validation.schema;

import io.conductorloop.validation.schema.ObjectRules.Property;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schema in the form in which documents are judged by it; immutable. Each thread makes itself a scanner. */
public final class CompiledSchema {
    /** What all expectations start with: an object of which nothing is known. */
    static final List<@Nullable Property> NOTHING_EXPECTED = Collections.singletonList(null);

    /** Judges nothing but whether a document is strict JSON. */
    public static final CompiledSchema ANYTHING = new CompiledSchema(SchemaNode.ANY, 0, NOTHING_EXPECTED, List.of());

    private final SchemaNode root;
    private final int captures;
    private final List<@Nullable Property> expectations;
    private final List<String> shapes;

    /** Takes the lists as they are; nobody may change them any more. */
    CompiledSchema(SchemaNode root, int captures, List<@Nullable Property> expectations, List<String> shapes) {
        this.root = root;
        this.captures = captures;
        this.expectations = expectations;
        this.shapes = shapes;
    }

    /** The strings that tell a document's shape, in the order of {@link DocumentScanner#shape}. */
    public List<String> shapes() {
        return shapes;
    }

    /**
     * A scanner for one thread at a time.
     *
     * @param seed for the hashes of property names; authors who know it can choose names that are slow to judge
     */
    public DocumentScanner newScanner(long seed) {
        return new DocumentScanner(this, seed);
    }

    SchemaNode root() {
        return root;
    }

    int captures() {
        return captures;
    }

    /** What to expect first in documents of any shape, for each shape after the other: the order of declaration. */
    @Nullable
    Property[] expectations() {
        @Nullable Property[] all = new Property[expectations.size() * (shapes.size() + 1)];
        for (int i = 0; i < all.length; i++) {
            all[i] = expectations.get(i % expectations.size());
        }
        return all;
    }

    /** How far what to expect of one shape is from that of the next. */
    int expectationsPerShape() {
        return expectations.size();
    }
}
