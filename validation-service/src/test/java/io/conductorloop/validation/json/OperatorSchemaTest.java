package io.conductorloop.validation.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.conductorloop.contracts.Reason;
import io.conductorloop.testkit.Intents;
import io.conductorloop.validation.Verdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator's schema narrows what the contract allows, and widens nothing. */
class OperatorSchemaTest {
    private static final Instant CLAIMED_AT = Instant.parse("2026-11-01T10:00:00Z");

    @Test
    void refusesWhatTheOperatorDoesNotAllow() {
        // Given
        String schema = "{\"properties\":{\"namespace\":{\"pattern\":\"^oran-\"},\"replicas\":{\"maximum\":8}}}";

        // When
        Verdict verdict = judged(
                schema, Intents.scaling().target("core", "upf").replicas(9).bytes());

        // Then
        assertThat(rejected(verdict))
                .extracting(Reason::rule, Reason::pointer)
                .containsExactlyInAnyOrder(tuple("pattern", "/namespace"), tuple("maximum", "/replicas"));
    }

    @Test
    void quotesNoMoreThanAnAuthorWouldRead() {
        // Given
        String schema =
                "{\"properties\":{\"constraints\":{\"additionalProperties\":{\"additionalProperties\":false}}}}";
        String name = "n".repeat(40_000);
        String intent = Intents.scaling().json().replace("}", "") + ",\"constraints\":{\"%s\":{\"%s\":1}}}";

        // When
        Verdict verdict = judged(schema, intent.formatted(name, name).getBytes(UTF_8));

        // Then
        assertThat(rejected(verdict))
                .singleElement()
                .satisfies(reason -> assertThat(reason.message()).hasSizeLessThan(1_000))
                .extracting(Reason::pointer)
                .isEqualTo("/constraints");
    }

    @Test
    void acceptsWhatBothAllow() {
        assertThat(judged(
                        "{\"properties\":{\"replicas\":{\"maximum\":8}}}",
                        Intents.scaling().bytes()))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void keepsTheContractInForce() {
        assertThat(rejected(judged("{}", Intents.scaling().replicas(101).bytes())))
                .extracting(Reason::rule)
                .containsExactly("maximum");
    }

    @Test
    void takesNoSchemaThatCannotBeUsed() {
        for (String schema : List.of("", "not json", "{\"$ref\":\"#/definitions/missing\"}")) {
            assertThatIllegalArgumentException()
                    .as(schema)
                    .isThrownBy(() -> IntentSchema.validator(schema.getBytes(UTF_8), 1))
                    .withMessageStartingWith("this is no usable JSON Schema");
        }
    }

    private static Verdict judged(String schema, byte[] intent) {
        return IntentSchema.validator(schema.getBytes(UTF_8), 1).validate(intent, CLAIMED_AT);
    }

    private static List<Reason> rejected(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
        return ((Verdict.Rejected) verdict).reasons();
    }
}
