package io.conductorloop.validation.schema;

import io.conductorloop.validation.schema.JsonValue.JsonArray;
import io.conductorloop.validation.schema.JsonValue.JsonBoolean;
import io.conductorloop.validation.schema.JsonValue.JsonNull;
import io.conductorloop.validation.schema.JsonValue.JsonNumber;
import io.conductorloop.validation.schema.JsonValue.JsonObject;
import io.conductorloop.validation.schema.JsonValue.JsonString;
import io.conductorloop.validation.schema.NumberRules.Bound;
import io.conductorloop.validation.schema.ObjectRules.Property;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles one schema object. Each keyword that it cannot read as draft-07 means it is reported and left out. */
final class NodeCompiler {
    private static final Set<String> ANNOTATIONS =
            Set.of("$schema", "$id", "$comment", "title", "description", "default", "examples");

    /** Of a bound with a larger exponent the nearest integer has too many digits to be computed. */
    private static final int LARGEST_SCALE = 1_000;

    private final SchemaCompiler compiler;
    private final Map<String, JsonValue> keywords;
    private final String at;
    private final @Nullable String path;

    private int types = Kinds.ALL;
    private boolean timestamp;
    private final List<Bound> bounds = new ArrayList<>();

    /** The values that {@code enum} and {@code const} leave; null: all. */
    private @Nullable List<JsonValue> values;

    private Map<String, JsonValue> properties = Map.of();
    private Set<String> required = Set.of();
    private JsonValue additional = new JsonBoolean(true);
    private JsonValue items = new JsonBoolean(true);

    NodeCompiler(SchemaCompiler compiler, Map<String, JsonValue> keywords, String at, @Nullable String path) {
        this.compiler = compiler;
        this.keywords = keywords;
        this.at = at;
        this.path = path;
    }

    SchemaNode compile() {
        keywords.forEach((keyword, value) -> {
            if (!ANNOTATIONS.contains(keyword) && !read(keyword, value)) {
                compiler.unsupported(keyword, at);
            }
        });
        StringRules strings = new StringRules(least("minLength"), most("maxLength"), timestamp);
        Allowed allowed = values == null ? null : allowed(values, strings);
        boolean tellsShape = allowed != null && compiler.tellsShape(path, allowed);
        return new SchemaNode(
                types,
                allowed,
                strings.equals(StringRules.NONE) ? null : strings,
                bounds.isEmpty() ? null : NumberRules.of(bounds),
                objects(),
                arrays(),
                compiler.capture(path),
                tellsShape);
    }

    /** Takes one keyword in; false when it, or its value, is not understood. */
    private boolean read(String keyword, JsonValue value) {
        return switch (keyword) {
            case "type" -> type(value);
            case "enum" -> value instanceof JsonArray(List<JsonValue> several) && leave(several);
            case "const" -> leave(List.of(value));
            case "minimum" -> bound(keyword, value, false, false);
            case "maximum" -> bound(keyword, value, true, false);
            case "exclusiveMinimum" -> bound(keyword, value, false, true);
            case "exclusiveMaximum" -> bound(keyword, value, true, true);
            case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties" ->
                count(keyword) >= 0;
            case "format" -> {
                timestamp = value.equals(new JsonString("date-time"));
                yield timestamp;
            }
            case "properties" -> {
                properties = value instanceof JsonObject(Map<String, JsonValue> schemas) ? schemas : properties;
                yield value instanceof JsonObject;
            }
            case "required" -> required(value);
            case "additionalProperties" -> {
                additional = keywords.containsKey("patternProperties") ? additional : value;
                yield true;
            }
            case "items" -> {
                items = value instanceof JsonArray ? items : value;
                yield !(value instanceof JsonArray);
            }
            default -> false;
        };
    }

    private boolean type(JsonValue value) {
        int kinds = Kinds.NONE;
        for (JsonValue name : value instanceof JsonArray(List<JsonValue> several) ? several : List.of(value)) {
            int kind = name instanceof JsonString(String type) ? Kinds.ofType(type) : Kinds.NONE;
            if (kind == Kinds.NONE) {
                return false;
            }
            kinds |= kind;
        }
        types = kinds == Kinds.NONE ? types : kinds;
        return kinds != Kinds.NONE;
    }

    private boolean leave(List<JsonValue> left) {
        if (left.stream().anyMatch(value -> value instanceof JsonObject || value instanceof JsonArray)) {
            return false;
        }
        List<JsonValue> before = values;
        values = before == null
                ? left
                : left.stream()
                        .filter(value -> before.stream().anyMatch(other -> equal(value, other)))
                        .toList();
        return true;
    }

    private static boolean equal(JsonValue one, JsonValue other) {
        if (one instanceof JsonNumber(BigDecimal x) && other instanceof JsonNumber(BigDecimal y)) {
            return x.compareTo(y) == 0;
        }
        return one.equals(other);
    }

    private boolean bound(String keyword, JsonValue value, boolean upper, boolean exclusive) {
        if (value instanceof JsonNumber(BigDecimal limit) && Math.abs((long) limit.scale()) <= LARGEST_SCALE) {
            bounds.add(new Bound(keyword, Decimal.of(limit), upper, exclusive));
            return true;
        }
        return false;
    }

    private boolean required(JsonValue value) {
        if (!(value instanceof JsonArray(List<JsonValue> names))) {
            return false;
        }
        Set<String> texts = new LinkedHashSet<>();
        for (JsonValue name : names) {
            if (!(name instanceof JsonString(String text))) {
                return false;
            }
            texts.add(text);
        }
        required = texts;
        return true;
    }

    /** What a counting keyword demands, cut to an int; -1 when it is not there or is no count. */
    private int count(String keyword) {
        if (keywords.get(keyword) instanceof JsonNumber(BigDecimal count)
                && count.signum() >= 0
                && count.stripTrailingZeros().scale() <= 0) {
            return count.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue();
        }
        return -1;
    }

    private int least(String keyword) {
        return Math.max(0, count(keyword));
    }

    private int most(String keyword) {
        int count = count(keyword);
        return count < 0 ? Integer.MAX_VALUE : count;
    }

    private Allowed allowed(List<JsonValue> left, StringRules rules) {
        int kinds = Kinds.NONE;
        List<Literal> strings = new ArrayList<>();
        List<Decimal> numbers = new ArrayList<>();
        for (JsonValue value : left) {
            switch (value) {
                case JsonString(String text)
                when (types & Kinds.STRING) != 0 && rules.admit(text) -> {
                    strings.add(new Literal(text));
                    kinds |= Kinds.STRING;
                }
                case JsonNumber(BigDecimal number) -> {
                    numbers.add(Decimal.of(number));
                    kinds |= number.stripTrailingZeros().scale() <= 0 ? Kinds.INTEGER : Kinds.FRACTION;
                }
                case JsonBoolean(boolean truth) -> kinds |= truth ? Kinds.TRUE : Kinds.FALSE;
                case JsonNull() -> kinds |= Kinds.NULL;
                default -> {
                    // a string that another keyword rules out
                }
            }
        }
        String description = left.stream().map(NodeCompiler::describe).collect(Collectors.joining(", "));
        return new Allowed(
                keywords.containsKey("enum") ? "enum" : "const",
                left.size() == 1 ? description : "one of " + description,
                kinds,
                strings.toArray(Literal[]::new),
                numbers.toArray(Decimal[]::new));
    }

    private static String describe(JsonValue scalar) {
        return switch (scalar) {
            case JsonString(String text) -> '"' + text + '"';
            case JsonNumber(BigDecimal number) -> number.toString();
            case JsonBoolean(boolean truth) -> String.valueOf(truth);
            default -> "null";
        };
    }

    private @Nullable ArrayRules arrays() {
        int least = least("minItems");
        int most = most("maxItems");
        if (items.equals(new JsonBoolean(true)) && least == 0 && most == Integer.MAX_VALUE) {
            return null;
        }
        return new ArrayRules(compiler.node(items, SchemaCompiler.child(at, "items"), null), least, most);
    }

    private @Nullable ObjectRules objects() {
        int least = least("minProperties");
        int most = most("maxProperties");
        boolean open = additional.equals(new JsonBoolean(true));
        Set<String> names = new LinkedHashSet<>(properties.keySet());
        names.addAll(required);
        if (names.isEmpty() && open && least == 0 && most == Integer.MAX_VALUE) {
            return null;
        }
        if (names.size() > ObjectRules.MOST_PROPERTIES) {
            compiler.unsupported(properties.isEmpty() ? "required" : "properties", at);
            return null;
        }
        int expectations = compiler.reserveExpectations(names.size());
        SchemaNode others = open ? SchemaNode.ANY : null;
        if (!open && !additional.equals(new JsonBoolean(false))) {
            others = compiler.node(additional, SchemaCompiler.child(at, "additionalProperties"), null);
        }
        List<Property> known = new ArrayList<>();
        long demanded = 0;
        for (String name : names) {
            JsonValue schema = properties.get(name);
            SchemaNode node = schema == null ? others : property(name, schema);
            Property property = new Property(known.size(), name, node);
            known.add(property);
            demanded |= required.contains(name) ? property.bit : 0;
        }
        compiler.expect(known, expectations);
        return new ObjectRules(known, demanded, others, least, most, expectations);
    }

    private SchemaNode property(String name, JsonValue schema) {
        String schemaAt = SchemaCompiler.child(SchemaCompiler.child(at, "properties"), name);
        return compiler.node(schema, schemaAt, path == null ? null : SchemaCompiler.child(path, name));
    }
}
