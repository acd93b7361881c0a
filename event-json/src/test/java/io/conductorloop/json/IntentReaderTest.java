package io.conductorloop.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.Intent.Constraints;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntentReaderTest {
    private static final Target TARGET = new Target("oran-odu", "odu-high-phy");
    private static final String SMALLEST = """
            {"intent_type":"scaling","target":"odu-high-phy","namespace":"oran-odu","replicas":5}""";

    private final IntentReader reader = new IntentReader();

    @Test
    void readsTheSmallestIntent() {
        assertThat(read(SMALLEST))
                .isEqualTo(new Intent(IntentType.SCALING, TARGET, 5, 5, null, null, null, Constraints.NONE, null));
    }

    @Test
    void readsEverythingAnIntentCanSay() {
        // Given
        String json = """
                {"intent_type":"deployment","target":"odu-high-phy","namespace":"oran-odu","replicas":3,
                 "reason":"evening peak \\u00e9","source":"planner","correlation_id":"c-1","priority":10,
                 "constraints":{"max_replicas":10,"min_replicas":0,"allowed_namespaces":["oran-odu","oran-ocu"],
                   "kpt_package_name":"odu","porch_repository":"edge","deferrable":true,
                   "deadline":"2026-11-23T20:30:00+02:00","more":{"a":[1]}},
                 "created_at":"2026-11-23T18:30:00Z","updated_at":"2026-11-23T18:30:00Z","status":"pending",
                 "target_resources":["cpu"],"description":"d",
                 "nephio_context":{"package_revision":"v1","workload_cluster":"edge-1","blueprint_name":"odu-blueprint"}}
                """;

        // When
        Intent intent = read(json);

        // Then
        assertThat(intent)
                .isEqualTo(new Intent(
                        IntentType.DEPLOYMENT,
                        TARGET,
                        3,
                        10,
                        "evening peak \u00e9",
                        "planner",
                        "c-1",
                        new Constraints(
                                0,
                                10,
                                List.of("oran-odu", "oran-ocu"),
                                "odu",
                                "edge",
                                true,
                                Instant.parse("2026-11-23T18:30:00Z")),
                        "odu-blueprint"));
    }

    @Test
    void readsTheSitesThatWillDo() {
        Constraints constraints = read(SMALLEST.replace(
                        "}", ",\"constraints\":{\"sites\":[\"edge-01\",\"edge-02\"],\"max_latency_ms\":20}}"))
                .constraints();
        assertThat(constraints.sites()).containsExactly("edge-01", "edge-02");
        assertThat(constraints.maxLatency()).isEqualTo(Duration.ofMillis(20));
    }

    @ParameterizedTest
    @EnumSource(IntentType.class)
    void knowsEveryTypeByItsLowerCaseName(IntentType type) {
        assertThat(read(SMALLEST.replace("scaling", type.name().toLowerCase(Locale.ROOT)))
                        .type())
                .isEqualTo(type);
    }

    @Test
    void holdsALimitBeyondIntAtTheLargestInt() {
        String json = SMALLEST.replace("}", ",\"constraints\":{\"max_replicas\":%s}}");
        assertThat(read(json.formatted("5000000000")).constraints().maxReplicas())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(read(json.formatted("9".repeat(2_000))).constraints().maxReplicas())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"x\",\"b\":7,\"c\":{\"d\":[true,null]}}|{a=x, b=7, c={\"d\":[true,null]}}",
                "{}|{}",
                "[1]|{=[1]}",
                "null|{=null}"
            })
    void readsWhatAConfigurationIsToSay(String data, String read) {
        String json = SMALLEST.substring(0, SMALLEST.lastIndexOf('}')) + ",\"constraints\":{\"data\":" + data + "}}";

        assertThat(read(json).constraints().data()).hasToString(read);
    }

    @Test
    void readsTextsAndNamesOfAnyLength() {
        String huge = "x".repeat(200_000);
        String json = SMALLEST.replace("}", ",\"correlation_id\":\"%s\",\"constraints\":{\"%s\":%s}}")
                .formatted(huge, huge, "1".repeat(5_000));
        assertThat(read(json).correlationId()).isEqualTo(huge);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "nonsense",
                "{\"intent_type\":\"scaling\",\"target\":\"a\",\"namespace\":\"b\"}",
                "{\"intent_type\":\"other\",\"target\":\"a\",\"namespace\":\"b\",\"replicas\":1}",
                "{\"intent_type\":\"scaling\",\"target\":\"a\",\"namespace\":\"b\",\"replicas\":\"1\"}",
                "{\"intent_type\":\"scaling\",\"target\":\"a\",\"namespace\":\"b\",\"replicas\":1.5}",
                "{\"intent_type\":\"scaling\",\"target\":\"a\",\"namespace\":\"b\",\"replicas\":1} x",
                "{\"intent_type\":\"scaling\",\"target\":\"a\",\"namespace\":\"b\",\"replicas\":1,\"constraints\":[]}",
                "{\"intent_type\":\"scaling\",\"target\":\"a\",\"namespace\":\"b\",\"replicas\":1,"
                        + "\"constraints\":{\"deadline\":\"tomorrow\"}}",
            })
    void refusesWhatIsNoIntent(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"namespace\":\"oran-odu\",\"target\":\"odu-high-phy\"}",
                "{\"replicas\":{\"target\":\"no\"},\"target\":\"odu-high-phy\",\"x\":[1],\"namespace\":\"oran-odu\"} trailing",
                "{\"namespace\":\"oran-odu\",\"target\":\"odu-high-phy\",\"replicas\":",
            })
    void findsTheTargetOfAnInvalidIntent(String json) {
        assertThat(reader.target(json.getBytes(UTF_8))).contains(TARGET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0000\u0001",
                "[\"namespace\"]",
                "{\"namespace\":\"oran-odu\"}",
                "{\"namespace\":\"oran-odu\",\"target\":7}",
                "{\"namespace\":\"\",\"target\":\"a\"}",
                "{\"namespace\":\"a/b\",\"target\":\"a\"}",
                "{\"deep\":{\"namespace\":\"a\",\"target\":\"a\"}}",
                "{\"namespace\":\"a\",\"target\":\"unfinished",
            })
    void findsNoTargetWhereNoneIsTold(String json) {
        assertThat(reader.target(json.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void takesNoOverlongNameForATarget() {
        String json = "{\"namespace\":\"a\",\"target\":\"%s\"}";
        assertThat(reader.target(json.formatted("x".repeat(253)).getBytes(UTF_8)))
                .isPresent();
        assertThat(reader.target(json.formatted("x".repeat(254)).getBytes(UTF_8)))
                .isEmpty();
    }

    private Intent read(String json) {
        return reader.read(json.getBytes(UTF_8));
    }
}
