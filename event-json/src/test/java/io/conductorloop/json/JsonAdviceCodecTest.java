package io.conductorloop.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conductorloop.contracts.AnomalyFound;
import io.conductorloop.contracts.Directive;
import io.conductorloop.contracts.EnergyPlanned;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.TelemetrySample;
import io.conductorloop.contracts.TelemetrySample.Batches;
import io.conductorloop.contracts.TelemetrySample.Power;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAdviceCodecTest {
    private static final Instant AT = Instant.parse("2026-11-23T18:30:00.5Z");
    private static final TelemetrySample SAMPLE = new TelemetrySample(
            "executor",
            "host-1",
            AT,
            Duration.ofSeconds(1),
            4,
            0.25,
            30_000_000,
            12,
            Duration.ofMillis(3),
            95.5,
            100,
            Map.of(IntentType.SCALING, 90.0, IntentType.CONFIGURATION, 10.0),
            new Batches(20, 4000, Duration.ofMillis(40), Duration.ofMillis(100)),
            new Power(12.5, true));
    private static final String SAMPLE_JSON = """
            {"version":1,"service":"executor","instance":"host-1","at":"2026-11-23T18:30:00.500Z",\
            "intervalNanos":1000000000,"workers":4,"cpuShare":0.25,"heapBytes":30000000,"queueDepth":12,\
            "latencyP99Nanos":3000000,"throughput":95.5,"arrivals":100.0,\
            "arrivalsByType":{"configuration":10.0,"scaling":90.0},\
            "batches":{"intents":20.0,"bytes":4000.0,"tookNanos":40000000,"workNanos":100000000},\
            "power":{"watts":12.5,"estimated":true}}""";
    private static final Directive DIRECTIVE =
            new Directive("executor", Directive.ML, "forecast-3", 0.9, AT, AT.plusSeconds(30), 6, 200, -1);
    private static final String DIRECTIVE_JSON = """
            {"version":1,"service":"executor","decidedBy":"ml","modelVersion":"forecast-3","confidence":0.9,\
            "decidedAt":"2026-11-23T18:30:00.500Z","validUntil":"2026-11-23T18:30:30.500Z","workers":6,\
            "batchSize":200,"frequencyStep":-1}""";

    private final JsonAdviceCodec codec = new JsonAdviceCodec();

    @Test
    void writesAndReadsASampleInItsOneForm() {
        assertThat(new String(codec.encode(SAMPLE), UTF_8)).isEqualTo(SAMPLE_JSON);
        assertThat(codec.sample(SAMPLE_JSON.getBytes(UTF_8))).isEqualTo(SAMPLE);
    }

    @Test
    void leavesOutOfASampleWhatIsNotKnown() {
        // Given
        TelemetrySample sample = new TelemetrySample(
                "ingest", "a", AT, Duration.ofSeconds(1), 1, 0, 0, 0, null, 0, 0, Map.of(), null, null);
        String json = """
                {"version":1,"service":"ingest","instance":"a","at":"2026-11-23T18:30:00.500Z",\
                "intervalNanos":1000000000,"workers":1,"cpuShare":0.0,"heapBytes":0,"queueDepth":0,\
                "throughput":0.0,"arrivals":0.0}""";

        // Then
        assertThat(new String(codec.encode(sample), UTF_8)).isEqualTo(json);
        assertThat(codec.sample(json.getBytes(UTF_8))).isEqualTo(sample);
    }

    @Test
    void writesAndReadsADirectiveInItsOneForm() {
        assertThat(new String(codec.encode(DIRECTIVE), UTF_8)).isEqualTo(DIRECTIVE_JSON);
        assertThat(codec.directive(DIRECTIVE_JSON.getBytes(UTF_8))).isEqualTo(DIRECTIVE);
    }

    @Test
    void leavesOutOfADirectiveWhatStaysAsItIs() {
        // Given
        Directive directive =
                new Directive("executor", Directive.ENERGY, "plan", 1, AT, AT.plusSeconds(1), 2, null, null);
        String json = """
                {"version":1,"service":"executor","decidedBy":"energy","modelVersion":"plan","confidence":1.0,\
                "decidedAt":"2026-11-23T18:30:00.500Z","validUntil":"2026-11-23T18:30:01.500Z","workers":2}""";

        // Then
        assertThat(new String(codec.encode(directive), UTF_8)).isEqualTo(json);
        assertThat(codec.directive(json.getBytes(UTF_8))).isEqualTo(directive);
    }

    @Test
    void writesAndReadsAPlanInItsOneForm() {
        // Given
        EnergyPlanned plan = new EnergyPlanned(
                "executor",
                AT,
                AT.plusSeconds(15),
                "DIRTY",
                0.5,
                2,
                1200,
                new Power(41.5, false),
                new EnergyPlanned.Grid("GB", 250, false),
                1.4);
        String json = """
                {"version":1,"service":"executor","decidedAt":"2026-11-23T18:30:00.500Z",\
                "validUntil":"2026-11-23T18:30:15.500Z","why":"DIRTY","confidence":0.5,"workers":2,"megahertz":1200,\
                "power":{"watts":41.5,"estimated":false},\
                "grid":{"zone":"GB","gramsPerKilowattHour":250.0,"estimated":false},"pue":1.4}""";

        // Then
        assertThat(new String(codec.encode(plan), UTF_8)).isEqualTo(json);
        assertThat(codec.plan(json.getBytes(UTF_8))).isEqualTo(plan);
    }

    @Test
    void leavesOutOfAPlanWhatNobodyKnows() {
        EnergyPlanned plan =
                new EnergyPlanned("executor", AT, AT.plusSeconds(15), "CLEAN", 1, null, null, null, null, 1);

        assertThat(codec.plan(codec.encode(plan))).isEqualTo(plan);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.plan("{\"version\":1,\"service\":\"executor\"}".getBytes(UTF_8)))
                .withMessageContaining("without decidedAt");
    }

    @Test
    void writesAndReadsAnAnomalyInItsOneForm() {
        // Given
        AnomalyFound anomaly =
                new AnomalyFound("executor", "a", AT, 9.5, 1.5, "autoencoder", Map.of("cpu", 0.75, "heap", 0.25));
        String json = """
                {"version":1,"service":"executor","instance":"a","at":"2026-11-23T18:30:00.500Z","error":9.5,\
                "threshold":1.5,"by":"autoencoder","shares":{"cpu":0.75,"heap":0.25}}""";

        // Then
        assertThat(new String(codec.encode(anomaly), UTF_8)).isEqualTo(json);
        assertThat(codec.anomaly(json.getBytes(UTF_8))).isEqualTo(anomaly);
    }

    @Test
    void ignoresFieldsOfADirectiveThatNobodyObeyed() {
        String json = DIRECTIVE_JSON.replace(
                "\"frequencyStep\":-1",
                "\"maxWaitNanos\":20000000,\"memoryBudgetBytes\":64000000,\"frequencyStep\":-1,"
                        + "\"priorityWeights\":{\"10\":4.0,\"5\":1.0}");
        assertThat(codec.directive(json.getBytes(UTF_8))).isEqualTo(DIRECTIVE);
    }

    @Test
    void ignoresFieldsAddedLater() {
        String json = DIRECTIVE_JSON.replace("\"workers\":6", "\"workers\":6,\"added\":{\"deep\":[1]},\"more\":[{}]");
        assertThat(codec.directive(json.getBytes(UTF_8))).isEqualTo(DIRECTIVE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "workers\":6 | workers\":0 | workers must be from 1 to 1000000, not 0",
                "workers\":6 | workers\":-4 | workers must be from 1 to 1000000, not -4",
                "workers\":6 | workers\":99999999999999999999 | workers must be from 1 to 1000000, not 2147483647",
                "workers\":6 | workers\":6.5 | workers must be an integer, not 6.5",
                "workers\":6 | workers\":\"NaN\" | workers must be an integer, not text",
                "batchSize\":200 | batchSize\":0 | batchSize must be from 1 to 1000000, not 0",
                "confidence\":0.9 | confidence\":1.5 | confidence must be from 0 to 1, not 1.5",
                "confidence\":0.9 | confidence\":1e999 | confidence must be from 0 to 1, not Infinity",
                "confidence\":0.9 | confidence\":-0.1 | confidence must be from 0 to 1, not -0.1",
                "confidence\":0.9 | confidence\":null | a directive without confidence",
                "frequencyStep\":-1 | frequencyStep\":-101 | frequencyStep must be from -100 to 100, not -101",
                "18:30:30.500Z | 18:29:30.500Z | validUntil must be from decidedAt",
                "2026-11-23T18:30:30 | 9999-11-23T18:30:30 | validUntil must be from decidedAt",
                "\"version\":1 | \"version\":2 | a directive in version 2; this reader knows version 1",
                "\"service\":\"executor\" | \"service\":\"\" | service must be text of 1 to 200 characters",
            })
    void refusesADirectiveWithNonsenseAndSaysWhat(String sound, String nonsense, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        codec.directive(DIRECTIVE_JSON.replace(sound, nonsense).getBytes(UTF_8)))
                .withMessageStartingWith(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cpuShare\":0.25 | cpuShare\":1.01 | cpuShare must be from 0 to 1, not 1.01",
                "cpuShare\":0.25 | cpuShare\":NaN | telemetry must be JSON",
                "queueDepth\":12 | queueDepth\":-12 | queueDepth must be from 0 to",
                "heapBytes\":30000000 | heapBytes\":-1 | heapBytes must be from 0 to",
                "throughput\":95.5 | throughput\":-95.5 | throughput must be from 0 to 1000000000, not -95.5",
                "arrivals\":100.0 | arrivals\":1e300 | arrivals must be from 0 to 1000000000, not 1.0E300",
                "scaling\":90.0 | scaling\":-90.0 | arrivals of SCALING must be from 0 to 1000000000, not -90.0",
                "watts\":12.5 | watts\":-1 | watts must be from 0 to 1000000, not -1.0",
                "latencyP99Nanos\":3000000 | latencyP99Nanos\":-3 | latencyP99 must be from 0 to PT24H",
                "workers\":4 | workers\":4,\"workers\":5 | telemetry must be JSON",
            })
    void refusesASampleWithNonsenseAndSaysWhat(String sound, String nonsense, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> codec.sample(SAMPLE_JSON.replace(sound, nonsense).getBytes(UTF_8)))
                .withMessageStartingWith(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "12", "{}", "\u0000", "{\"version\":\"1\"}", "{\"version\":1}"})
    void refusesWhatIsNone(String bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> codec.sample(bytes.getBytes(UTF_8)));
        assertThatIllegalArgumentException().isThrownBy(() -> codec.directive(bytes.getBytes(UTF_8)));
        assertThatIllegalArgumentException().isThrownBy(() -> codec.anomaly(bytes.getBytes(UTF_8)));
    }

    @Test
    void answersAnyBytesWithAValueOrARefusal() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = (i % 2 == 0 ? SAMPLE_JSON : DIRECTIVE_JSON).getBytes(UTF_8);
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                if (i % 2 == 0) {
                    TelemetrySample read = codec.sample(bytes);
                    assertThat(codec.sample(codec.encode(read)))
                            .as("seed %d", seed)
                            .isEqualTo(read);
                } else {
                    Directive read = codec.directive(bytes);
                    assertThat(codec.directive(codec.encode(read)))
                            .as("seed %d", seed)
                            .isEqualTo(read);
                }
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
    }
}
