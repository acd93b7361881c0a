package io.conductorloop.validation.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.Reason;
import io.conductorloop.json.IntentReader;
import io.conductorloop.testkit.Intents;
import io.conductorloop.validation.IntentValidator;
import io.conductorloop.validation.ReproducibleFindings;
import io.conductorloop.validation.Verdict;
import io.conductorloop.validation.schema.CompiledSchema;
import io.conductorloop.validation.schema.DocumentScanner;
import io.conductorloop.validation.schema.SchemaFallback;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever bytes come in, the validator says what slower and simpler judges say, and says it well. */
@ExtendWith(ReproducibleFindings.class)
class ValidatorFuzzTest {
    private static final Instant CLAIMED_AT = Instant.parse("2026-11-01T10:00:00Z");
    private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)*", Pattern.DOTALL);
    private static final int MOST_REASONS = 16;

    private static final CompiledSchema SCHEMA = IntentSchema.compile().schema();
    private static final NaiveValidator NAIVE = new NaiveValidator();
    private static final IntentReader READER = new IntentReader();

    /** Takes a property given twice, as pointers must be resolved in documents that have one. */
    private static final JsonMapper LENIENT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    @FuzzTest(maxDuration = "12s")
    void judgesAsSimplerJudgesDo(byte[] bytes) {
        DocumentScanner scanner = SCHEMA.newScanner(bytes.length);
        boolean obeys = scanner.accepts(bytes);
        StrictJackson.Answer json = StrictJackson.judge(bytes);
        Verdict verdict = validator(1).validate(bytes, CLAIMED_AT);

        agreesOnJson(bytes, json);
        if (json == StrictJackson.Answer.STRICT) {
            Optional<Boolean> allowed = NAIVE.schemaAllows(bytes);
            allowed.ifPresent(allows ->
                    assertThat(obeys).as("the schema's: %s", scanner.reasons()).isEqualTo(allows));
            assertThat(verdict instanceof Verdict.Valid)
                    .as("%s", verdict)
                    .isEqualTo(obeys && NAIVE.rulesAllow(bytes, CLAIMED_AT));
        } else if (json == StrictJackson.Answer.NOT_STRICT) {
            assertThat(obeys).isFalse();
        }
        remembersNothing(bytes, verdict);
        switch (verdict) {
            case Verdict.Rejected(List<Reason> reasons) -> saysWhatIsWrong(bytes, json, reasons);
            case Verdict.Valid valid -> readsAsItIsRouted(bytes, valid);
        }
        if (json != StrictJackson.Answer.NOT_STRICT) {
            doesNotMindWhiteSpace(bytes, verdict);
        }
    }

    private static void agreesOnJson(byte[] bytes, StrictJackson.Answer json) {
        DocumentScanner anything = CompiledSchema.ANYTHING.newScanner(bytes.length);
        assertThat(anything.accepts(bytes))
                .as("strict JSON: %s", anything.reasons())
                .isEqualTo(json != StrictJackson.Answer.NOT_STRICT);
    }

    /** A validator gives the verdict of a fresh one, whatever it has judged before: halves, whole intents, other shapes. */
    private static void remembersNothing(byte[] bytes, Verdict verdict) {
        IntentValidator used = validator(-1);
        used.validate(Arrays.copyOf(bytes, bytes.length / 2), CLAIMED_AT);
        used.validate(Intents.deployment().priority(9).reason("before").bytes(), CLAIMED_AT);
        assertThat(used.validate(bytes, CLAIMED_AT)).as("after others").isEqualTo(verdict);
        assertThat(used.validate(bytes, CLAIMED_AT)).as("a second time").isEqualTo(verdict);
        assertThat(used.validate(Intents.scaling().bytes(), CLAIMED_AT))
                .as("the next one")
                .isInstanceOf(Verdict.Accepted.class);
    }

    private static void saysWhatIsWrong(byte[] bytes, StrictJackson.Answer json, List<Reason> reasons) {
        assertThat(reasons).hasSizeBetween(1, MOST_REASONS).doesNotHaveDuplicates();
        Optional<JsonNode> document = tree(bytes);
        for (Reason reason : reasons) {
            assertThat(reason.rule()).matches("[a-zA-Z0-9-]+");
            assertThat(reason.message()).isNotBlank();
            assertThat(POINTER.matcher(reason.pointer()).matches())
                    .as("a JSON pointer: %s", reason.pointer())
                    .isTrue();
            document.ifPresent(tree -> leadsToSomething(reason.pointer(), tree));
        }
        if (json == StrictJackson.Answer.NOT_STRICT && reasons.size() < MOST_REASONS) {
            assertThat(reasons).extracting(Reason::rule).containsAnyOf("json", "utf-8", "depth", "duplicate-key");
        }
    }

    /** Of what is missing, or was refused for its name, at least the object around it is there. */
    private static void leadsToSomething(String pointer, JsonNode document) {
        JsonPointer there = JsonPointer.compile(pointer);
        JsonPointer around = there.head() == null ? there : there.head();
        assertThat(document.at(there).isMissingNode() && document.at(around).isMissingNode())
                .as("%s leads nowhere", pointer)
                .isFalse();
    }

    /** Whoever reads an accepted intent later finds in it what validation routed it by. */
    private static void readsAsItIsRouted(byte[] bytes, Verdict.Valid valid) {
        Intent intent = READER.read(bytes);
        assertThat(valid.type()).isEqualTo(intent.type());
        assertThat(valid.target()).isEqualTo(intent.target());
        assertThat(valid.priority()).isEqualTo(intent.priority());
        assertThat(valid instanceof Verdict.Deferrable)
                .isEqualTo(intent.constraints().deferrable());
        assertThat(READER.target(bytes)).contains(intent.target());
    }

    private static void doesNotMindWhiteSpace(byte[] bytes, Verdict verdict) {
        assertThat(validator(2).validate(respaced(bytes, ""), CLAIMED_AT))
                .as("without white space")
                .isEqualTo(verdict);
        assertThat(validator(2).validate(respaced(bytes, "\n\t \r"), CLAIMED_AT))
                .as("with white space")
                .isEqualTo(verdict);
    }

    /** The document with this, and no other, white space around all that stands for itself. */
    private static byte[] respaced(byte[] json, String space) {
        ByteArrayOutputStream respaced = new ByteArrayOutputStream();
        boolean inText = false;
        for (int i = 0; i < json.length; i++) {
            byte c = json[i];
            if (inText) {
                respaced.write(c);
                if (c == '\\') {
                    respaced.write(json[++i]);
                }
                inText = c != '"';
            } else if ("{}[]:,".indexOf(c) >= 0) {
                respaced.writeBytes(space.getBytes(UTF_8));
                respaced.write(c);
                respaced.writeBytes(space.getBytes(UTF_8));
            } else if (c > ' ') {
                respaced.write(c);
                inText = c == '"';
            }
        }
        return respaced.toByteArray();
    }

    private static Optional<JsonNode> tree(byte[] bytes) {
        try {
            return Optional.of(LENIENT.readTree(bytes)).filter(tree -> !tree.isMissingNode());
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static IntentValidator validator(long seed) {
        return new IntentValidator(SCHEMA, SchemaFallback.NONE, seed);
    }
}
