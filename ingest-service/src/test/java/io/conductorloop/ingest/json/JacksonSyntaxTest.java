package io.conductorloop.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conductorloop.contracts.Reason;
import io.conductorloop.testkit.Intents;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JacksonSyntaxTest {
    private final JacksonSyntax syntax = new JacksonSyntax();

    @Test
    void findsNothingWrongWithAnObject() {
        assertThat(syntax.flaw(Intents.scaling().bytes())).isEmpty();
        assertThat(syntax.flaw(bytes(" {\"a\":{\"b\":[1,2,{}]}} \n"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                "``|json|-|empty",
                "`  `|json|-|empty",
                "5|type|-|no JSON object",
                "[]|type|-|no JSON object",
                "\"a\"|type|-|no JSON object",
                "null|type|-|no JSON object",
                "hello|json|-|Unrecognized token",
                "{\"a\":1}{\"b\":2}|json|-|follows",
                "{\"a\":1} x|json|-|line 1",
                "{\"a\":1,}|json|/a|line 1",
                "{\"a\":|json|/a|end-of-input",
                "{\"a\":[1,2|json|/a/1|end-of-input",
                "{\"a\":{\"b\":tru}}|json|/a/b|Unrecognized token",
                "{\"a\":01}|json|/a|Leading zeroes",
                "{'a':1}|json|-|line 1"
            })
    void namesTheRuleAndThePlaceOfAFlaw(String text, String rule, String pointer, String message) {
        Reason flaw = syntax.flaw(bytes(text)).orElseThrow();

        assertThat(flaw.rule()).isEqualTo(rule);
        assertThat(flaw.pointer()).isEqualTo(pointer == null ? "" : pointer);
        assertThat(flaw.message()).contains(message);
    }

    @Test
    void refusesDepthOverAHundred() {
        assertThat(syntax.flaw(bytes("{\"a\":" + "[".repeat(99) + "]".repeat(99) + "}")))
                .isEmpty();
        assertThat(syntax.flaw(bytes("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}")))
                .map(Reason::rule)
                .hasValue("max-depth");
    }

    @Test
    void refusesEveryEncodingButPlainUtf8() {
        for (Charset charset :
                new Charset[] {StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, Charset.forName("UTF-32")}) {
            assertThat(syntax.flaw("{\"a\":1}".getBytes(charset)))
                    .map(Reason::rule)
                    .hasValue("utf-8");
        }
        assertThat(syntax.flaw(bytes("\uFEFF{\"a\":1}"))).map(Reason::rule).hasValue("utf-8");
        assertThat(syntax.flaw("{\"a\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .map(Reason::rule)
                .hasValue("json");
    }

    @Test
    void tellsTheMembersThatHaveAValue() {
        assertThat(syntax.members(bytes("{\"a\":1,\"b\":null,\"c\":[\"x\"],\"d\":\"y\"}")))
                .hasToString("{a=1, c=[x], d=y}");
        assertThatIllegalArgumentException().isThrownBy(() -> syntax.members(bytes("[]")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
