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
        brokenSyntax().forEach(text -> all.add(new Document("syntax", text)));
        brokenText().forEach(all::add);
        return all;
    }

    private static List<byte[]> brokenSyntax() {
        List<byte[]> all = new ArrayList<>(List.of(
                utf8(""),
                utf8(" \n\t"),
                utf8("{"),
                utf8("}"),
                utf8(GOOD),
                utf8(GOOD + ",}"),
                utf8(GOOD + "}}"),
                utf8(GOOD + "}{}"),
                utf8(GOOD + "} trailing"),
                utf8(GOOD + ",\"reason\":\"unclosed}"),
                utf8(GOOD + ",\"reason\":'single'}"),
                utf8(GOOD + ",reason:\"x\"}"),
                utf8(GOOD + ",\"reason\" \"x\"}"),
                utf8(GOOD + ",\"priority\":+1}"),
                utf8(GOOD + ",\"priority\":01}"),
                utf8(GOOD + ",\"priority\":1.}"),
                utf8(GOOD + ",\"priority\":.5}"),
                utf8(GOOD + ",\"priority\":1e}"),
                utf8(GOOD + ",\"priority\":NaN}"),
                utf8(GOOD + ",\"priority\":0x1}"),
                utf8(GOOD + ",\"reason\":\"tab\there\"}"),
                utf8(GOOD + ",\"reason\":\"bad \\x escape\"}"),
                utf8(GOOD + ",\"reason\":\"bad \\u12G4 escape\"}"),
                utf8(GOOD + ",\"constraints\":{\"deferrable\":True}}"),
                utf8(GOOD + ",\"constraints\":{\"deferrable\":tru}}"),
                utf8("// comment\n" + GOOD + "}"),
                utf8("\uFEFF" + GOOD + "}")));
        all.add(withByte(GOOD + ",\"reason\":\"", 0xFF));
        all.add(withByte(GOOD + ",\"reason\":\"", 0xC0));
        return all;
    }

    private static List<Document> brokenText() {
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
                new Document("format", utf8(GOOD + ",\"created_at\":\"2026-02-30T00:00:00Z\"}")),
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
