package io.conductorloop.endtoend;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Fifty ways to get an intent wrong, each with the rule that it breaks. */
final class Malformed {
    /**
     * A document that is no intent.
     *
     * @param rule the rule that its refusal must name
     */
    record Document(String rule, byte[] bytes) {}

    private static final String GOOD =
            "{\"intent_type\":\"scaling\",\"target\":\"upf\",\"namespace\":\"core\",\"replicas\":3";

    private Malformed() {}

    static List<Document> inFiftyWays() {
        List<Document> all = new ArrayList<>();
        all.add(new Document("empty", utf8("")));
        brokenSyntax().forEach(text -> all.add(new Document("json", utf8(text))));
        all.add(new Document("utf-8", withByte(GOOD + ",\"reason\":\"", 0xFF)));
        all.add(new Document("utf-8", withByte(GOOD + ",\"reason\":\"", 0xC0)));
        all.addAll(brokenRules());
        return all;
    }

    private static List<String> brokenSyntax() {
        return List.of(
                " \n\t",
                "{",
                "}",
                GOOD,
                GOOD + ",}",
                GOOD + "}}",
                GOOD + "}{}",
                GOOD + "} trailing",
                GOOD + ",\"reason\":\"unclosed}",
                GOOD + ",\"reason\":'single'}",
                GOOD + ",reason:\"x\"}",
                GOOD + ",\"reason\" \"x\"}",
                GOOD + ",\"priority\":+1}",
                GOOD + ",\"priority\":01}",
                GOOD + ",\"priority\":1.}",
                GOOD + ",\"priority\":.5}",
                GOOD + ",\"priority\":1e}",
                GOOD + ",\"priority\":NaN}",
                GOOD + ",\"priority\":0x1}",
                GOOD + ",\"reason\":\"tab\there\"}",
                GOOD + ",\"reason\":\"bad \\x escape\"}",
                GOOD + ",\"reason\":\"bad \\u12G4 escape\"}",
                GOOD + ",\"constraints\":{\"deferrable\":True}}",
                GOOD + ",\"constraints\":{\"deferrable\":tru}}",
                "// comment\n" + GOOD + "}",
                "\uFEFF" + GOOD + "}");
    }

    private static List<Document> brokenRules() {
        return List.of(
                new Document("duplicate-key", utf8(GOOD + ",\"replicas\":4}")),
                new Document("depth", utf8(GOOD + ",\"constraints\":" + "{\"a\":".repeat(120) + "1" + "}".repeat(121))),
                new Document("type", utf8("[]")),
                new Document("type", utf8("null")),
                new Document("type", utf8("\"scale upf to 3\"")),
                new Document("required", utf8("{\"intent_type\":\"scaling\"}")),
                new Document("required", utf8("{}")),
                new Document("enum", utf8(GOOD.replace("scaling", "shrinking") + "}")),
                new Document("minLength", utf8(GOOD.replace("upf", "") + "}")),
                new Document("minimum", utf8(GOOD.replace(":3", ":0") + "}")),
                new Document("maximum", utf8(GOOD.replace(":3", ":101") + "}")),
                new Document("type", utf8(GOOD.replace(":3", ":2.5") + "}")),
                new Document("type", utf8(GOOD.replace(":3", ":\"3\"") + "}")),
                new Document("maximum", utf8(GOOD.replace(":3", ":99999999999999999999") + "}")),
                new Document("additionalProperties", utf8(GOOD + ",\"color\":\"red\"}")),
                new Document("maxLength", utf8(GOOD + ",\"reason\":\"" + "x".repeat(513) + "\"}")),
                new Document("maximum", utf8(GOOD + ",\"priority\":11}")),
                new Document("date-time", utf8(GOOD + ",\"created_at\":\"2026-02-30T00:00:00Z\"}")),
                new Document("dns-1123", utf8(GOOD.replace("upf", "../etc/passwd") + "}")),
                new Document("dns-1123", utf8(GOOD.replace("core", "Core_1") + "}")),
                new Document("max-replicas", utf8(GOOD + ",\"constraints\":{\"max_replicas\":2}}")));
    }

    private static byte[] withByte(String start, int value) {
        byte[] head = utf8(start);
        byte[] bytes = java.util.Arrays.copyOf(head, head.length + 3);
        bytes[head.length] = (byte) value;
        bytes[head.length + 1] = '"';
        bytes[head.length + 2] = '}';
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
