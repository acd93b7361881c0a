package io.conductorloop.validation.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.Reason;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private final DocumentScanner scanner = CompiledSchema.ANYTHING.newScanner(7);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "false",
                "0",
                "-0",
                "1",
                "-12",
                "1.5",
                "0.0",
                "1e5",
                "1E+5",
                "1e-5",
                "-0.0e0",
                "\"\"",
                "[]",
                "{}",
                " \t\r\n[ 1 , 2 ]\n",
                "{ \"a\" : { } , \"b\" : [ ] }",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"",
                "\"é€😀\"",
                "\"\u007f\u2028\"",
                "[[],[[]],{}]",
                "{\"\":0}",
                "123456789012345678901234567890",
                "\"exactly seven + eight\"",
                "{\"a\":1,\"A\":2}",
                "[\"a\",\"a\"]",
                "{\"a\":{\"a\":{\"a\":1}}}"
            })
    void acceptsWhatRfc8259Allows(String document) {
        assertThat(scanner.accepts(document.getBytes(StandardCharsets.UTF_8)))
                .as(document)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nul",
                "nulll",
                "True",
                "tru",
                "NaN",
                "Infinity",
                "-",
                "+1",
                "01",
                "-01",
                "00",
                "1.",
                ".5",
                "1.e5",
                "1e",
                "1e+",
                "0x10",
                "1_000",
                "--1",
                "1 2",
                "'a'",
                "\"a",
                "\"a\\\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\"\\",
                "\"\\u\"",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1}",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "{\"a\" 1}",
                "{\"a\"::1}",
                "{1:2}",
                "{null:1}",
                "{\"a\":1]",
                "}",
                "]",
                ",",
                ":",
                "{}{}",
                "[] []",
                "null,",
                "// c\n1",
                "[1]/**/",
                "1\u00a0",
                "\u00a01",
                "\u20281",
                "\"\\uD800\"",
                "\"\\uDC00\"",
                "\"\\uD800\\uD800\"",
                "\"\\uD800x\"",
                "\"\\uDE00\\uD83D\"",
                "\"\\uD83D\\n\"",
                "\"a\tb\"",
                "\"a\nb\"",
                "\"\u0000\"",
                "\"eight..\u001fbytes\"",
                "1\u0000",
                "\u0000"
            })
    void refusesWhatRfc8259DoesNotAllow(String document) {
        assertThat(scanner.accepts(document.getBytes(StandardCharsets.UTF_8)))
                .as(document)
                .isFalse();
        assertThat(scanner.reasons())
                .hasSize(1)
                .first()
                .extracting(Reason::rule)
                .isEqualTo("json");
    }

    @ParameterizedTest
    @CsvSource({
        "c080, overlong NUL",
        "c1bf, overlong DEL",
        "e08080, overlong in three bytes",
        "e09fbf, overlong in three bytes",
        "f0808080, overlong in four bytes",
        "f08fbfbf, overlong in four bytes",
        "eda080, first surrogate",
        "edbfbf, last surrogate",
        "f4908080, beyond the last code point",
        "f5808080, no such lead",
        "ff, never a byte of UTF-8",
        "80, continuation without lead",
        "bf, continuation without lead",
        "c3, cut after the lead of two",
        "e282, cut after two of three",
        "f09f98, cut after three of four",
        "c328, lead without continuation",
        "e228a1, lead without continuation",
        "e28228, one continuation too few",
        "f0288cbc, lead without continuation",
        "f09f9828, one continuation too few"
    })
    void refusesBadUtf8(String hex, String what) {
        byte[] bad = HexFormat.of().parseHex(hex);
        for (String prefix : new String[] {"", "seven..", "eight...", "longer than two words"}) {
            byte[] start = ("\"" + prefix).getBytes(StandardCharsets.UTF_8);
            byte[] document = new byte[start.length + bad.length + 1];
            System.arraycopy(start, 0, document, 0, start.length);
            System.arraycopy(bad, 0, document, start.length, bad.length);
            document[document.length - 1] = '"';

            assertThat(scanner.accepts(document)).as(what).isFalse();
            assertThat(scanner.reasons()).first().extracting(Reason::rule).isEqualTo("utf-8");
        }
    }

    @Test
    void acceptsEveryCodePointAsUtf8AndAsEscape() {
        for (int codePoint = ' '; codePoint <= Character.MAX_CODE_POINT; codePoint += codePoint < 0x3000 ? 1 : 61) {
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                continue;
            }
            String text = Character.toString(codePoint);
            StringBuilder escapes = new StringBuilder();
            text.chars().forEach(unit -> escapes.append("\\u%04x".formatted(unit)));
            String plain = codePoint == '"' || codePoint == '\\' ? "" : text;
            byte[] document = ("[\"" + plain + "\",\"" + escapes + "\"]").getBytes(StandardCharsets.UTF_8);

            assertThat(scanner.accepts(document)).as("U+%X", codePoint).isTrue();
            assertThat(Strings.text(escapes.toString().getBytes(StandardCharsets.UTF_8), 0, escapes.length()))
                    .isEqualTo(text);
        }
    }

    @Test
    void refusesAByteOrderMark() {
        assertThat(reason("\uFEFF{}").message()).contains("byte order mark");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t\r "})
    void refusesAnEmptyDocument(String document) {
        assertThat(reason(document)).isEqualTo(new Reason("json", "", "the document is empty"));
    }

    @Test
    void refusesUtf16() {
        assertThat(scanner.accepts("{}".getBytes(StandardCharsets.UTF_16BE))).isFalse();
        assertThat(scanner.accepts("{}".getBytes(StandardCharsets.UTF_16LE))).isFalse();
    }

    @Test
    void countsTheLevels() {
        assertThat(scanner.accepts(nested(100))).isTrue();
        assertThat(scanner.accepts(nested(101))).isFalse();
        assertThat(scanner.reasons()).first().extracting(Reason::rule).isEqualTo("depth");
        assertThat(scanner.accepts(nested(100_000))).isFalse();
        assertThat(scanner.accepts("{\"a\":".repeat(101).getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(scanner.reasons()).first().extracting(Reason::pointer).isEqualTo("/a".repeat(100));
    }

    private static byte[] nested(int depth) {
        return ("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":1}|/a",
                "{\"a\":1,\"b\":2,\"a\":3}|/a",
                "{\"x\":{\"a\":1,\"a\":2}}|/x/a",
                "[0,{\"a\":1,\"a\":2}]|/1/a",
                "{\"a\":1,\"\\u0061\":2}|/a",
                "{\"\\u0061\":1,\"a\":2}|/a",
                "{\"\\u0061\":1,\"\\u0061\":2}|/a",
                "{\"\":1,\"\":2}|/",
                "{\"/~\":1,\"/~\":2}|/~1~0",
                "{\"😀\":1,\"\\ud83d\\ude00\":2}|/😀",
                "{\"\\/\":1,\"\\u002F\":2}|/~1",
                "{\"a\":{\"a\":0},\"a\":0}|/a"
            })
    void refusesAPropertyGivenTwice(String document, String pointer) {
        assertThat(reason(document)).isEqualTo(new Reason("duplicate-key", pointer, "the property is given twice"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40})
    void refusesAPropertyGivenTwiceWhoseLongNameHasEscapes(int others) {
        // Given
        String names =
                IntStream.range(0, others).mapToObj(i -> "\"n" + i + "\":0,").collect(Collectors.joining());
        String longName = "n".repeat(100);

        // When
        Reason reason = reason("{" + names + "\"" + longName + "\\u006e\":1,\"" + longName + "n\":2}");

        // Then
        assertThat(reason.pointer()).isEqualTo("/" + longName + "n");
    }

    @ParameterizedTest
    @Timeout(10)
    @ValueSource(longs = {0, 1, -1, 0x9E3779B97F4A7C15L, -0x9E3779B97F4A7C15L})
    void findsTheOneDuplicateAmongVeryManyNamesWhateverTheSeed(long seed) {
        // Given
        DocumentScanner seeded = CompiledSchema.ANYTHING.newScanner(seed);
        String names = IntStream.range(0, 200_000)
                .mapToObj(i -> "\"name-" + i + "\":0")
                .collect(Collectors.joining(","));

        // When
        boolean distinct = seeded.accepts(("{" + names + "}").getBytes(StandardCharsets.UTF_8));
        boolean repeated = seeded.accepts(("{" + names + ",\"\\u006eame-99\":1}").getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(distinct).isTrue();
        assertThat(repeated).isFalse();
        assertThat(seeded.reasons()).extracting(Reason::pointer).containsExactly("/name-99");
    }

    @Test
    void tellsTheNamesOfNestedObjectsApart() {
        // Given
        String members =
                IntStream.range(0, 40).mapToObj(i -> "\"n" + i + "\":0").collect(Collectors.joining(","));
        String nested =
                "{" + members + ",\"in\":{" + members + ",\"in\":{" + members + "}},\"too\":{" + members + "},%s}";

        // Then
        assertThat(scanner.accepts(nested.formatted("\"last\":0").getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(reason(nested.formatted("\"n17\":0")).pointer()).isEqualTo("/n17");
        assertThat(reason(nested.formatted("\"x\":{" + members + ",\"n\\u0033\":1}"))
                        .pointer())
                .isEqualTo("/x/n3");
    }

    @Test
    void namesLineColumnAndByteOfAnError() {
        assertThat(reason("{\n  \"a\": [1,\n 2 3]\n}"))
                .isEqualTo(new Reason("json", "/a", "expected ',' or ']', found '3' at line 3, column 4 (byte 16)"));
        assertThat(reason("{\"a\":").message()).isEqualTo("the document ends too early at line 1, column 6 (byte 5)");
        assertThat(reason("[1,\u0007]").message()).contains("expected a value, found byte 0x07");
    }

    private Reason reason(String document) {
        assertThat(scanner.accepts(document.getBytes(StandardCharsets.UTF_8)))
                .as(document)
                .isFalse();
        assertThat(scanner.reasons()).hasSize(1);
        return scanner.reasons().getFirst();
    }
}
