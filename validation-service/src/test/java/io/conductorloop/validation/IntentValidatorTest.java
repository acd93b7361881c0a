package io.conductorloop.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import io.conductorloop.testkit.Intents;
import io.conductorloop.validation.Verdict.Accepted;
import io.conductorloop.validation.Verdict.Deferrable;
import io.conductorloop.validation.Verdict.Rejected;
import io.conductorloop.validation.json.IntentSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntentValidatorTest {
    private static final Instant CLAIMED_AT = Instant.parse("2026-11-01T12:00:00Z");

    private final IntentValidator validator = IntentSchema.validator(1);

    @ParameterizedTest
    @CsvSource({"scaling, SCALING", "deployment, DEPLOYMENT", "configuration, CONFIGURATION", "sc\\u0061ling, SCALING"})
    void acceptsAnIntentOfEachType(String name, IntentType type) {
        assertThat(judged(intent("\"intent_type\":\"" + name + "\"")))
                .isEqualTo(new Accepted(type, new Target("oran-odu", "odu-high-phy"), 5));
    }

    @Test
    void readsWhatRoutingNeedsWhateverTheOrderAndTheEscapes() {
        String intent = """
                {"replicas": 2, "priority": 10, "namespace": "n\\u0073-1", "constraints": {"deferrable": true},
                 "target": "a\\u002eb", "intent_type": "deployment"}
                """;

        assertThat(judged(intent)).isEqualTo(new Deferrable(IntentType.DEPLOYMENT, new Target("ns-1", "a.b"), 10));
    }

    @Test
    void knowsAPropertyWhoseNameIsWrittenInEscapesOnly() {
        String name =
                "allowed_namespaces".chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining("", "\"", "\""));

        assertThat(rules(intent("\"constraints\":{" + name + ":[\"elsewhere\"]}")))
                .containsExactly("allowed-namespaces /namespace");
    }

    @Test
    void standsALongNameWithAnEscape() {
        assertThat(rules(intent("\"" + "n".repeat(100) + "\\n\":1")))
                .containsExactly("additionalProperties /" + "n".repeat(100) + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"deferrable\":false}", "{\"deferrable\":false,\"deadline\":\"2020-01-01T00:00:00Z\"}"})
    void doesNotDeferWhatMayNotWait(String constraints) {
        assertThat(judged(intent("\"constraints\":" + constraints))).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "a-b", "a.b.c", "1.2", "odu-high-phy.site-7.example.org"})
    void acceptsDnsNamesAsTargets(String target) {
        assertThat(judged(intent("\"target\":\"" + target + "\""))).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "a_b",
                "-a",
                "a-",
                ".",
                ".a",
                "a.",
                "a..b",
                "a.-b",
                "a-.b",
                "é",
                "a b",
                "a/b",
                "../../../etc/passwd",
                "my-app; rm -rf /",
                "a\\u0000",
                "a\\n",
                "\\\\"
            })
    void refusesTargetsThatAreNoDnsNames(String target) {
        assertThat(reasons(intent("\"target\":\"" + target + "\"")))
                .singleElement()
                .satisfies(reason -> {
                    assertThat(reason.rule()).isEqualTo("dns-1123");
                    assertThat(reason.pointer()).isEqualTo("/target");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sites\":[\"edge-01\"]",
                "\"sites\": [ \"edge-01\" , \"edge\\u002d02\" ], \"max_latency_ms\": 20",
                "\"sites\":[\"edge-01\",\"edge-02\"],\"porch_repository\":\"edge-02\"",
                "\"sites\":[\"edge-01\",\"edge\\u002d02\"],\"porch_repository\":\"edge-02\""
            })
    void acceptsAChoiceOfSites(String constraints) {
        assertThat(judged(intent("\"constraints\":{" + constraints + "}"))).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"sites\":[] | minItems /constraints/sites",
                "\"sites\":\"edge-01\" | type /constraints/sites",
                "\"sites\":[\"edge-01\",7] | type /constraints/sites/1",
                "\"sites\":[\"edge-01\",\"Edge\"] | dns-1123 /constraints/sites/1",
                "\"sites\":[\"edge-01\",\"\"] | dns-1123 /constraints/sites/1",
                "\"sites\":[\"edge-01\"],\"porch_repository\":\"edge-02\" | sites /constraints/porch_repository",
                "\"max_latency_ms\":20 | sites /constraints/max_latency_ms",
                "\"max_latency_ms\":-1 | minimum /constraints/max_latency_ms",
                "\"sites\":[\"a\"],\"max_latency_ms\":2.0 | integer /constraints/max_latency_ms",
            })
    void refusesAChoiceOfSitesThatIsNone(String constraints, String rule) {
        assertThat(rules(intent("\"constraints\":{" + constraints + "}"))).containsExactly(rule);
    }

    @Test
    void limitsNamesAsKubernetesDoes() {
        assertThat(judged(intent("\"target\":\"" + "a".repeat(253) + "\""))).isInstanceOf(Accepted.class);
        assertThat(rules(intent("\"target\":\"" + "a".repeat(254) + "\""))).containsExactly("dns-1123 /target");
        assertThat(judged(intent("\"namespace\":\"" + "a".repeat(63) + "\""))).isInstanceOf(Accepted.class);
        assertThat(rules(intent("\"namespace\":\"" + "a".repeat(64) + "\""))).containsExactly("dns-1123 /namespace");
        assertThat(rules(intent("\"namespace\":\"a.b\""))).containsExactly("dns-1123 /namespace");
        assertThat(rules(intent("\"constraints\":{\"kpt_package_name\":\"a.b\"}")))
                .containsExactly("dns-1123 /constraints/kpt_package_name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"replicas\":3.0|integer /replicas",
                "\"replicas\":3e0|integer /replicas",
                "\"priority\":1.0|integer /priority",
                "\"constraints\":{\"min_replicas\":0.0}|integer /constraints/min_replicas",
                "\"constraints\":{\"max_replicas\":1E1}|integer /constraints/max_replicas",
                "\"constraints\":{\"max_replicas\":2147483648}|integer /constraints/max_replicas",
                "\"constraints\":{\"max_replicas\":99999999999999999999}|integer /constraints/max_replicas"
            })
    void wantsIntegersWrittenAsIntegers(String member, String rule) {
        assertThat(rules(intent(member))).containsExactly(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"min_replicas\":3|",
                "\"max_replicas\":3|",
                "\"min_replicas\":0,\"max_replicas\":2147483647|",
                "\"min_replicas\":4|min-replicas /replicas",
                "\"max_replicas\":2|max-replicas /replicas",
                "\"min_replicas\":5,\"max_replicas\":4|replica-limits /constraints/min_replicas",
                "\"allowed_namespaces\":[]|",
                "\"allowed_namespaces\":[ ]|",
                "\"allowed_namespaces\":[\"oran-odu\"]|",
                "\"allowed_namespaces\":[\"x\\\"]\", \"\\u006fran-odu\"]|",
                "\"allowed_namespaces\":[\"oran\",\"oran-odu-2\",\"\"]|allowed-namespaces /namespace",
                "\"allowed_namespaces\":[\"oran\"],\"max_replicas\":1|max-replicas /replicas;allowed-namespaces /namespace"
            })
    void enforcesConstraints(String constraints, String rules) {
        List<String> expected = rules == null ? List.of() : Arrays.asList(rules.split(";"));

        assertThat(rules(intent("\"constraints\":{" + constraints + "}"))).isEqualTo(expected);
    }

    @Test
    void refusesADeadlineThatHadPassedWhenTheIntentCameIn() {
        String late = "\"constraints\":{\"deferrable\":true,\"deadline\":\"2026-11-01T12:59:59+01:00\"}";

        assertThat(reasons(intent(late)))
                .containsExactly(new Reason(
                        "deadline",
                        "/constraints/deadline",
                        "must not have passed when the intent comes in, which was at 2026-11-01T12:00:00Z, but is"
                                + " \"2026-11-01T12:59:59+01:00\""));
        assertThat(judged(intent(late.replace("+01:00", "Z")))).isInstanceOf(Deferrable.class);
    }

    @ParameterizedTest
    @CsvSource({"created_at", "updated_at"})
    void wantsRealTimes(String member) {
        assertThat(rules(intent("\"" + member + "\":\"2026-02-29T00:00:00Z\"")))
                .containsExactly("date-time /" + member);
        assertThat(judged(intent("\"" + member + "\":\"2028-02-29T00:00:00Z\"")))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void collectsAllViolationsUpToABound() {
        String intent = """
                {"intent_type": "scale", "target": "", "namespace": 7, "replicas": 0, "priority": 11, "reason": "%s",
                 "constraints": {"max_replicas": "x", "deferrable": "yes", "allowed_namespaces": ["a", 1]}, "replica": 1}
                """.formatted("é".repeat(513));

        assertThat(rules(intent))
                .containsExactly(
                        "enum /intent_type",
                        "minLength /target",
                        "type /namespace",
                        "minimum /replicas",
                        "maximum /priority",
                        "maxLength /reason",
                        "type /constraints/max_replicas",
                        "type /constraints/deferrable",
                        "type /constraints/allowed_namespaces/1",
                        "additionalProperties /replica");
        assertThat(rules(IntStream.range(0, 100)
                        .mapToObj(i -> "\"a" + i + "\":1")
                        .collect(Collectors.joining(",", "{", "}"))))
                .hasSize(16);
    }

    @Test
    void saysEachThingOnce() {
        assertThat(rules(intent("\"a\":1,\"priority\":11,\"a\":1,\"priority\":11,\"a\":1")))
                .containsExactly(
                        "additionalProperties /a", "maximum /priority", "duplicate-key /a", "duplicate-key /priority");
    }

    @Test
    void pointsNoFurtherThanItCanQuote() {
        // Given
        String name = "€".repeat(1_000_000);
        String constraints = "\"constraints\":{\"own\":{\"" + name + "\":{\"a\":1,\"a\":2},\"b\":1,\"b\":2}}";

        // When
        List<Reason> reasons = reasons(intent(constraints));

        // Then
        assertThat(reasons).extracting(Reason::pointer).containsExactly("/constraints/own", "/constraints/own/b");
        assertThat(reasons.getFirst().message())
                .isEqualTo("the property is given twice; where exactly would be too long to say");
    }

    @Test
    @Timeout(10)
    void losesNoTimeOverWhatIsWrongVeryOften() {
        String intent = intent("\"" + "n".repeat(2_000) + "\":{\"a\":1" + ",\"a\":1".repeat(800_000) + "}");

        assertThat(reasons(intent)).extracting(Reason::rule).containsExactly("additionalProperties", "duplicate-key");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(reasons("{\"target\":\"a\"}"))
                .containsExactly(
                        new Reason("required", "", "the property \"intent_type\" is missing"),
                        new Reason("required", "", "the property \"namespace\" is missing"),
                        new Reason("required", "", "the property \"replicas\" is missing"));
    }

    @Test
    void explainsInWords() {
        assertThat(reasons(intent("\"replicas\":500")))
                .containsExactly(new Reason("maximum", "/replicas", "must be at most 100, but is 500"));
        assertThat(reasons(intent("\"replicas\":2.5")))
                .containsExactly(new Reason("type", "/replicas", "must be an integer, but is 2.5"));
        assertThat(reasons(intent("\"source\":\"robot\"")))
                .containsExactly(new Reason(
                        "enum", "/source", "must be one of \"user\", \"planner\", \"test\", \"\", but is \"robot\""));
        assertThat(reasons(intent("\"target\":[\"a\"]")))
                .containsExactly(new Reason("type", "/target", "must be a string, but is an array"));
        assertThat(reasons(intent("\"status\":\"" + "😀".repeat(20) + "\""))
                        .getFirst()
                        .message())
                .endsWith("but is \"" + "😀".repeat(9) + "…");
    }

    @Test
    void aSyntaxErrorIsTheOnlyReason() {
        assertThat(rules("{\"replicas\":0,\"target\":\"\",}")).containsExactly("json ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"scaling\"", "null", "7"})
    void wantsAnObject(String document) {
        assertThat(rules(document)).containsExactly("type ");
    }

    @Test
    void refusesMoreThanFiveMebibytesUnread() {
        // Given
        byte[] largest = new byte[IntentScan.MOST_BYTES];
        byte[] intent = Intents.scaling().bytes();
        Arrays.fill(largest, (byte) ' ');
        System.arraycopy(intent, 0, largest, 0, intent.length);

        // Then
        assertThat(validator.validate(largest, CLAIMED_AT)).isInstanceOf(Accepted.class);
        assertThat(validator.validate(Arrays.copyOf(largest, largest.length + 1), CLAIMED_AT))
                .isEqualTo(new Rejected(
                        List.of(Reason.of("size", "the intent has 5242881 bytes, more than the 5242880 allowed"))));
    }

    @Test
    void forgetsOneIntentBeforeTheNext() {
        // Given
        judged(intent("\"constraints\":{\"deferrable\":true,\"min_replicas\":9},\"priority\":1"));

        // When
        Verdict next = judged(Intents.scaling().json());

        // Then
        assertThat(next).isEqualTo(new Accepted(IntentType.SCALING, new Target("oran-odu", "odu-high-phy"), 5));
    }

    @Test
    void asksTheFallbackAboutWhatTheSchemaLeavesOpen() {
        // Given
        Reason reason = new Reason("pattern", "/target", "does not match");
        IntentValidator strict = new IntentValidator(IntentSchema.compile().schema(), document -> List.of(reason), 1);

        // Then
        assertThat(strict.validate(Intents.scaling().bytes(), CLAIMED_AT)).isEqualTo(new Rejected(List.of(reason)));
    }

    /** A valid intent, but for this member, which comes first or in the place of the one of its name. */
    private static String intent(String member) {
        StringBuilder intent = new StringBuilder("{" + member);
        for (String other : List.of(
                "\"intent_type\":\"scaling\"",
                "\"target\":\"odu-high-phy\"",
                "\"namespace\":\"oran-odu\"",
                "\"replicas\":3")) {
            if (!member.startsWith(other.substring(0, other.indexOf(':')))) {
                intent.append(',').append(other);
            }
        }
        return intent.append('}').toString();
    }

    private Verdict judged(String intent) {
        return validator.validate(intent.getBytes(StandardCharsets.UTF_8), CLAIMED_AT);
    }

    private List<Reason> reasons(String intent) {
        return judged(intent) instanceof Rejected(List<Reason> reasons) ? reasons : List.of();
    }

    private List<String> rules(String intent) {
        return reasons(intent).stream()
                .map(reason -> reason.rule() + " " + reason.pointer())
                .toList();
    }
}
