package io.conductorloop.validation.schema;

import io.conductorloop.validation.schema.Compilation.Unsupported;
import io.conductorloop.validation.schema.JsonValue.JsonBoolean;
import io.conductorloop.validation.schema.JsonValue.JsonObject;
import io.conductorloop.validation.schema.JsonValue.JsonString;
import io.conductorloop.validation.schema.ObjectRules.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles JSON Schema draft-07: the keywords about types, values, bounds, lengths, sizes, properties and single-schema
 * items, and the format {@code date-time}, which is asserted. Annotations are skipped. Of whatever else a schema says, the
 * result is a {@link Compilation.Partial} that lets pass more than the schema does, never less.
 */
public final class SchemaCompiler {
    private static final Set<String> DRAFT_07 =
            Set.of("http://json-schema.org/draft-07/schema#", "http://json-schema.org/draft-07/schema");

    private final List<String> captures;
    private final @Nullable String shapeBy;
    private final List<Unsupported> unsupported = new ArrayList<>();

    /** What to expect in documents of one shape: for each object what comes first, and what after each property. */
    private final List<@Nullable Property> expectations = new ArrayList<>(CompiledSchema.NOTHING_EXPECTED);

    private List<String> shapes = List.of();

    private SchemaCompiler(List<String> captures, @Nullable String shapeBy) {
        this.captures = captures;
        this.shapeBy = shapeBy;
    }

    /** Compiles a schema of which only the verdict matters. */
    public static Compilation compile(JsonValue schema) {
        return new SchemaCompiler(List.of(), null).run(schema);
    }

    /**
     * Compiles a schema.
     *
     * @param captures JSON pointers to those values in a document whose positions scanners note, by index in this list; a
     *     value that is not reached through {@code properties} of the schema is not noted
     * @param shapeBy pointer to the string whose {@code enum} tells what else to expect in a document
     */
    public static Compilation compile(JsonValue schema, List<String> captures, String shapeBy) {
        return new SchemaCompiler(List.copyOf(captures), shapeBy).run(schema);
    }

    private Compilation run(JsonValue schema) {
        if (schema instanceof JsonObject(Map<String, JsonValue> keywords)
                && keywords.get("$schema") instanceof JsonString(String dialect)
                && !DRAFT_07.contains(dialect)) {
            unsupported("$schema", "");
        }
        SchemaNode root = node(schema, "", "");
        CompiledSchema compiled = new CompiledSchema(root, captures.size(), expectations, shapes);
        return unsupported.isEmpty()
                ? new Compilation.Complete(compiled)
                : new Compilation.Partial(compiled, unsupported);
    }

    /**
     * Compiles a schema within the schema.
     *
     * @param at pointer to it
     * @param path pointer to the value in documents that it is about; null: there may be many
     */
    SchemaNode node(JsonValue schema, String at, @Nullable String path) {
        return switch (schema) {
            case JsonBoolean(boolean admits) -> SchemaNode.of(admits ? Kinds.ALL : Kinds.NONE, capture(path));
            case JsonObject(Map<String, JsonValue> keywords) -> {
                if (keywords.containsKey("$ref")) { // which in draft-07 makes all its neighbours void
                    unsupported("$ref", at);
                    yield SchemaNode.of(Kinds.ALL, capture(path));
                }
                yield new NodeCompiler(this, keywords, at, path).compile();
            }
            default -> {
                unsupported.add(new Unsupported("", at));
                yield SchemaNode.of(Kinds.ALL, capture(path));
            }
        };
    }

    int capture(@Nullable String path) {
        return path == null ? -1 : captures.indexOf(path);
    }

    /** Whether the string at this path, one of these, tells a document's shape. */
    boolean tellsShape(@Nullable String path, Allowed allowed) {
        if (shapeBy == null || !shapeBy.equals(path)) {
            return false;
        }
        shapes = Arrays.stream(allowed.strings()).map(Literal::text).toList();
        return true;
    }

    /** Makes room for what to expect in an object that knows so many properties; returns where that starts. */
    int reserveExpectations(int properties) {
        int base = expectations.size();
        expectations.addAll(Collections.nCopies(properties + 1, null));
        return base;
    }

    /** Expects the properties in this order. */
    void expect(List<Property> properties, int base) {
        for (int i = 0; i < properties.size(); i++) {
            expectations.set(base + i, properties.get(i));
        }
    }

    void unsupported(String keyword, String at) {
        unsupported.add(new Unsupported(keyword, child(at, keyword)));
    }

    /** The pointer one step further. */
    static String child(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
