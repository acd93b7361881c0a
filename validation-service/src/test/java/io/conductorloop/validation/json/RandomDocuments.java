package io.conductorloop.validation.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Makes intents, valid ones and near misses, and any other JSON, written in any way that JSON allows. */
final class RandomDocuments {
    private static final String[] VALID_NUMBERS = {"1", "5", "100", "1.0", "5e0", "1E1", "500e-1", "10.00"};

    // No exponent beyond a long: networknt's validator throws on those where the schema says integer.
    private static final String[] OTHER_NUMBERS = {
        "0", "-1", "101", "1.5", "1e-1", "1e18", "-0", "0.0", "99999999999999999999", "100.0000000000000000001", "-1e3"
    };
    private static final String[] TIMES = {
        "2026-02-28T13:45:00Z", "2024-02-29T00:00:00.5+01:00", "1998-12-31T23:59:60Z", "2026-12-31t00:00:00z"
    };
    private static final String[] NO_TIMES = {
        "2026-02-29T00:00:00Z", "2026-01-01", "2026-01-01T25:00:00Z", "soon", "", "2026-01-01T00:00:00+24:00"
    };

    private final Random random;

    RandomDocuments(Random random) {
        this.random = random;
    }

    /** An intent in which usually nothing, sometimes one thing and now and then everything is wrong. */
    String intent() {
        double wrong = random.nextInt(3) == 0 ? random.nextInt(4) == 0 ? 0.3 : 0.06 : 0;
        Map<String, String> members = new LinkedHashMap<>();
        put(
                members,
                0,
                "intent_type",
                pick(wrong, () -> text("scaling", "deployment", "configuration"), () -> text("scale", "", "Scaling")));
        put(members, wrong / 2, "target", pick(wrong, () -> anyText(1), () -> "\"\""));
        put(members, wrong / 2, "namespace", pick(wrong, () -> anyText(1), () -> "\"\""));
        put(members, wrong / 2, "replicas", pick(wrong, () -> of(VALID_NUMBERS), () -> of(OTHER_NUMBERS)));
        put(members, 0.6, "reason", pick(wrong, () -> anyText(0), () -> quoted("é".repeat(505 + random.nextInt(16)))));
        put(
                members,
                0.6,
                "source",
                pick(wrong, () -> text("user", "planner", "test", ""), () -> text("robot", "USER")));
        put(members, 0.7, "correlation_id", pick(wrong, () -> anyText(0), () -> of("1", "null")));
        put(
                members,
                0.6,
                "priority",
                pick(wrong, () -> of("0", "10", "5", "7.0"), () -> of("11", "-1", "5.5", "\"5\"")));
        put(members, 0.5, "constraints", pick(wrong, () -> constraints(wrong), () -> of("[]", "null", "\"\"")));
        put(members, 0.7, "created_at", pick(wrong, () -> text(TIMES), () -> text(NO_TIMES)));
        put(members, 0.8, "updated_at", pick(wrong, () -> text(TIMES), () -> text(NO_TIMES)));
        put(
                members,
                0.8,
                "status",
                pick(wrong, () -> text("pending", "processing", "completed", "failed"), () -> text("done")));
        put(
                members,
                0.7,
                "target_resources",
                pick(wrong, () -> array("\"a\"", quoted("b€")), () -> array("\"a\"", "\"\"", "1")));
        put(
                members,
                0.8,
                "description",
                pick(wrong, () -> anyText(0), () -> quoted("😀".repeat(1020 + random.nextInt(8)))));
        put(members, 0.7, "nephio_context", pick(wrong, () -> nephioContext(wrong), () -> of("7", "[]")));
        put(members, 1 - wrong / 2, "unknown", any(2));
        return random.nextInt(60) == 0 ? any(3) : object(members);
    }

    private String constraints(double wrong) {
        Map<String, String> members = new LinkedHashMap<>();
        put(members, 0.4, "max_replicas", pick(wrong, () -> of(VALID_NUMBERS), () -> of("0", "1.5", "true")));
        put(members, 0.4, "min_replicas", pick(wrong, () -> of("0", "1", "2.0"), () -> of("-1", "0.5", "\"0\"")));
        put(
                members,
                0.5,
                "allowed_namespaces",
                pick(wrong, () -> array("\"a\"", "\"\""), () -> array("1", "\"a\"", "null")));
        put(members, 0.5, "kpt_package_name", pick(wrong, () -> anyText(0), () -> of("1", "{}")));
        put(members, 0.5, "porch_repository", pick(wrong, () -> anyText(0), () -> of("false")));
        put(
                members,
                0.6,
                "sites",
                pick(
                        wrong,
                        () -> "[\"edge\\u002d01\"" + space() + "," + text("edge-02", "a", "Edge", "") + "]",
                        () -> array("1", "null", "\"a\"")));
        put(members, 0.6, "max_latency_ms", pick(wrong, () -> of("0", "5", "20"), () -> of("-1", "0.5", "\"5\"")));
        put(members, 0.5, "deferrable", pick(wrong, () -> of("true", "false"), () -> of("\"true\"", "1", "null")));
        put(members, 0.6, "deadline", pick(wrong, () -> text(TIMES), () -> text(NO_TIMES)));
        put(members, 0.7, "anything " + random.nextInt(3), any(3));
        return object(members);
    }

    private String nephioContext(double wrong) {
        Map<String, String> members = new LinkedHashMap<>();
        put(members, 0.4, "package_revision", pick(wrong, () -> anyText(0), () -> of("1")));
        put(members, 0.4, "workload_cluster", pick(wrong, () -> anyText(0), () -> of("[]")));
        put(members, 0.4, "blueprint_name", pick(wrong, () -> anyText(0), () -> of("null")));
        put(members, 0.7, "more", any(2));
        return object(members);
    }

    private void put(Map<String, String> members, double leaveOut, String name, String value) {
        if (random.nextDouble() >= leaveOut) {
            members.put(name, value);
        }
    }

    private String pick(double wrong, Supplier<String> right, Supplier<String> other) {
        return random.nextDouble() < wrong ? random.nextInt(4) == 0 ? any(1) : other.get() : right.get();
    }

    String of(String... values) {
        return values[random.nextInt(values.length)];
    }

    private String text(String... values) {
        return quoted(of(values));
    }

    private String array(String... elements) {
        int length = random.nextInt(4);
        List<String> some = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            some.add(of(elements));
        }
        return "[" + String.join("," + space(), some) + space() + "]";
    }

    /** Any value, so many levels deep. */
    String any(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> "false";
            case 3 -> of(VALID_NUMBERS);
            case 4 -> of(OTHER_NUMBERS);
            case 5, 6 -> anyText(0);
            case 7 -> array(any(depth - 1), any(depth - 1));
            default -> {
                Map<String, String> members = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    members.put(of("a", "b", "target", "é", "", "a/b", "a longer name"), any(depth - 1));
                }
                yield object(members);
            }
        };
    }

    private String anyText(int least) {
        StringBuilder text = new StringBuilder();
        int length = least + random.nextInt(random.nextInt(8) == 0 ? 40 : 10);
        for (int i = 0; i < length; i++) {
            text.append(
                    random.nextInt(12) == 0
                            ? of("é", "€", "😀", "\n", "\"", "\\", "/", "\u0001")
                            : of("a", "b", "0", "-", "."));
        }
        return quoted(text.toString());
    }

    /** The text as a JSON string, with escapes where they must be and sometimes where they may be. */
    String quoted(String text) {
        boolean escapeSome = random.nextInt(6) == 0;
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            if (unit == '"' || unit == '\\') {
                json.append('\\').append((char) unit);
            } else if (unit < ' ' || (escapeSome && random.nextInt(4) == 0)) {
                HexFormat format =
                        random.nextBoolean() ? HexFormat.of() : HexFormat.of().withUpperCase();
                json.append("\\u").append(format.toHexDigits((char) unit));
            } else {
                json.append((char) unit);
            }
        });
        // Half a pair as an escape and half as itself would not be UTF-8.
        String written = json.append('"').toString();
        return written.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                ? new RandomDocuments(new Random(random.nextInt())).quotedPlainly(text)
                : written;
    }

    private String quotedPlainly(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\u0001", "\\u0001") + "\"";
    }

    private String object(Map<String, String> members) {
        List<String> written = new ArrayList<>();
        members.forEach((name, value) -> written.add(quoted(name) + space() + ":" + space() + value));
        if (random.nextInt(3) == 0) {
            Collections.shuffle(written, random);
        }
        return "{" + space() + String.join("," + space(), written) + space() + "}";
    }

    private String space() {
        return random.nextInt(10) == 0 ? of(" ", "\n  ", "\t", "\r\n") : "";
    }
}
