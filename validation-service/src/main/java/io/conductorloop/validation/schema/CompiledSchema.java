package io.conductorloop.validation.schema;

import java.util.List;

/** A schema in the form in which documents are judged by it; immutable. Each thread makes itself a scanner. */
public final class CompiledSchema {
    /** Judges nothing but whether a document is strict JSON. */
    public static final CompiledSchema ANYTHING = new CompiledSchema(SchemaNode.ANY, 0, new byte[0], 0, List.of());

    private final SchemaNode root;
    private final int captures;
    private final byte[] predictions;
    private final int predictionsPerShape;
    private final List<String> shapes;

    CompiledSchema(SchemaNode root, int captures, byte[] predictions, int predictionsPerShape, List<String> shapes) {
        this.root = root;
        this.captures = captures;
        this.predictions = predictions;
        this.predictionsPerShape = predictionsPerShape;
        this.shapes = List.copyOf(shapes);
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

    /** A fresh copy of what to expect first: the properties in the order in which the schema declares them. */
    byte[] predictions() {
        return predictions.clone();
    }

    /** How far the predictions of one shape are from those of the next. */
    int predictionsPerShape() {
        return predictionsPerShape;
    }
}
