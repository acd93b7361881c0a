package io.conductorloop.validation.json;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Makes schemas of keywords that are compiled, and documents for them, out of what the fuzzer gives. */
final class FuzzedJson {
    private static final String[] TYPES = {"object", "array", "string", "integer", "number", "boolean", "null"};
    private static final String[] NAMES = {"a", "b", "é", "a/b", "", "~", "longer than eight", "\\u0061"};
    private static final int MOST_TOGETHER = 3;

    /** Exponents that both judges can compute with. */
    private static final int LARGEST_EXPONENT = 40;

    private final FuzzedDataProvider data;

    FuzzedJson(FuzzedDataProvider data) {
        this.data = data;
    }

    /** A schema, so many levels deep. */
    String schema(int depth) {
        int kind = data.consumeInt(0, 15);
        if (kind > 13) {
            return kind == 14 ? "true" : "false";
        }
        List<String> keywords = new ArrayList<>();
        sometimes(keywords, "type", () -> data.consumeBoolean() ? types() : type());
        sometimes(keywords, "enum", () -> list(this::scalar));
        sometimes(keywords, "const", this::scalar);
        for (String bound : new String[] {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}) {
            sometimes(keywords, bound, this::number);
        }
        for (String size : new String[] {"Length", "Items", "Properties"}) {
            sometimes(keywords, "min" + size, this::count);
            sometimes(keywords, "max" + size, this::count);
        }
        sometimes(keywords, "format", () -> "\"date-time\"");
        sometimes(keywords, "required", () -> "[" + String.join(",", names()) + "]");
        if (depth > 0) {
            sometimes(keywords, "properties", () -> object(() -> schema(depth - 1)));
            sometimes(keywords, "additionalProperties", () -> schema(depth - 1));
            sometimes(keywords, "items", () -> schema(depth - 1));
        }
        return "{" + String.join(",", keywords) + "}";
    }

    /** A document, so many levels deep. */
    String document(int depth) {
        return switch (data.consumeInt(0, depth > 0 ? 6 : 4)) {
            case 5 -> list(() -> document(depth - 1));
            case 6 -> object(() -> document(depth - 1));
            default -> scalar();
        };
    }

    private void sometimes(List<String> keywords, String name, Supplier<String> value) {
        if (data.consumeInt(0, 3) == 3) {
            keywords.add("\"" + name + "\":" + value.get());
        }
    }

    private String type() {
        return "\"" + data.pickValue(TYPES) + "\"";
    }

    // Not "number" and "integer": networknt then holds fractions to bounds as if they were integers.
    private String types() {
        String one = type();
        String other = type();
        return one.equals(other) || (one + other).matches("\"(number\"\"integer|integer\"\"number)\"")
                ? "[" + one + "]"
                : "[" + one + "," + other + "]";
    }

    private String count() {
        return data.pickValue(new String[] {"0", "1", "2", "3.0", "4e0", "100000000000"});
    }

    private String scalar() {
        return switch (data.consumeInt(0, 6)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> "false";
            case 3, 4 -> number();
            case 5 -> text();
            default -> timestamp();
        };
    }

    private String number() {
        String whole =
                data.consumeBoolean() ? String.valueOf(data.consumeInt(-12, 12)) : String.valueOf(data.consumeLong());
        String fraction = data.consumeBoolean() ? "" : "." + data.consumeInt(0, 1_000);
        String exponent = data.consumeBoolean() ? "" : "e" + data.consumeInt(-LARGEST_EXPONENT, LARGEST_EXPONENT);
        return whole + fraction + exponent;
    }

    private String text() {
        StringBuilder text = new StringBuilder("\"");
        String raw = data.consumeString(12);
        raw.codePoints().forEach(c -> {
            boolean alone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (c < ' ' || c == '"' || c == '\\' || c == 'u') {
                text.append("\\u%04x".formatted(c));
            } else if (!alone) {
                text.appendCodePoint(c);
            }
        });
        return text.append('"').toString();
    }

    /** Something that looks like a timestamp, and often is one. */
    private String timestamp() {
        return "\"%04d-%02d-%02d%s%02d:%02d:%02d%s%s\""
                .formatted(
                        data.consumeInt(0, 9999),
                        data.consumeInt(0, 13),
                        data.consumeInt(0, 32),
                        data.pickValue(new String[] {"T", "t", " "}),
                        data.consumeInt(0, 24),
                        data.consumeInt(0, 60),
                        data.consumeInt(0, 61),
                        data.pickValue(new String[] {"", "", ".5", ".", ".0123456789"}),
                        data.pickValue(new String[] {"Z", "z", "", "+00:00", "-23:59", "+24:00", "+1:00", "Z "}));
    }

    private String list(Supplier<String> element) {
        return IntStream.range(0, data.consumeInt(0, MOST_TOGETHER))
                .mapToObj(i -> element.get())
                .distinct()
                .toList()
                .toString();
    }

    private String object(Supplier<String> value) {
        return "{"
                + String.join(
                        ",",
                        names().stream().map(name -> name + ":" + value.get()).toList()) + "}";
    }

    /** Some names, each once. */
    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (int i = data.consumeInt(0, MOST_TOGETHER); i > 0; i--) {
            names.add("\"" + data.pickValue(NAMES) + "\"");
        }
        if (names.contains("\"a\"")) {
            names.remove("\"\\u0061\""); // which is the same
        }
        return names;
    }
}
