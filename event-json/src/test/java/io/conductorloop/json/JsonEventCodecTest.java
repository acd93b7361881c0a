package io.conductorloop.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentExecuting;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentJudged;
import io.conductorloop.contracts.IntentEvent.IntentProposed;
import io.conductorloop.contracts.IntentEvent.IntentReceived;
import io.conductorloop.contracts.IntentEvent.IntentRetrying;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEventCodecTest {
    private static final IntentId ID = IntentId.parse("0199b2a4-5c00-7000-8000-000000000001");
    private static final IntentId OTHER = IntentId.parse("0199b2a4-5c00-7000-8000-000000000002");
    private static final Instant AT = Instant.parse("2026-11-23T18:30:00.123456Z");
    private static final Target TARGET = new Target("oran-odu", "odu-high-phy");
    private static final String START = """
            {"version":1,"event":"%s","id":"0199b2a4-5c00-7000-8000-000000000001","at":"2026-11-23T18:30:00.123456Z",""";

    private final JsonEventCodec codec = new JsonEventCodec();

    static Stream<Arguments> eventsOnTheWire() {
        String finished = START.formatted("finished") + """
                "service":"executor","sequence":7,"source":"/ingest/rest","namespace":"oran-odu","target":"odu-high-phy",\
                "outcome":""";
        return Stream.of(
                Arguments.of(
                        new IntentReceived(ID, AT, "/ingest/folder/a", "scale.json", TARGET, "ab12", 205),
                        START.formatted("received") + """
                                "source":"/ingest/folder/a","file":"scale.json","namespace":"oran-odu",\
                                "target":"odu-high-phy","sha256":"ab12","size":205}"""),
                Arguments.of(
                        new IntentReceived(ID, AT, "/ingest/rest", null, null, "ab12", 3),
                        START.formatted("received") + "\"source\":\"/ingest/rest\",\"sha256\":\"ab12\",\"size\":3}"),
                Arguments.of(
                        new IntentJudged(ID, AT, 7, IntentState.ACCEPTED, null),
                        START.formatted("judged") + "\"sequence\":7,\"state\":\"ACCEPTED\"}"),
                Arguments.of(
                        new IntentJudged(ID, AT, 7, IntentState.DUPLICATE, OTHER), START.formatted("judged") + """
                                "sequence":7,"state":"DUPLICATE","original":"0199b2a4-5c00-7000-8000-000000000002"}"""),
                Arguments.of(new IntentExecuting(ID, AT, 2), START.formatted("executing") + "\"attempt\":2}"),
                Arguments.of(
                        new IntentRetrying(
                                ID, AT, 2, Instant.parse("2026-11-23T18:30:04Z"), Reason.of("timeout", "Too slow")),
                        START.formatted("retrying") + """
                                "attempt":2,"notBefore":"2026-11-23T18:30:04Z",\
                                "reason":{"rule":"timeout","pointer":"","message":"Too slow"}}"""),
                Arguments.of(new IntentProposed(ID, AT, "odu", "r-1", true), START.formatted("proposed") + """
                                "packageName":"odu","revision":"r-1","included":true}"""),
                Arguments.of(new IntentProposed(ID, AT, "odu", "r-1", false), START.formatted("proposed") + """
                                "packageName":"odu","revision":"r-1","included":false}"""),
                Arguments.of(
                        finished(new Outcome.Executed("odu", "v3")),
                        finished + "{\"state\":\"EXECUTED\",\"packageName\":\"odu\",\"revision\":\"v3\"}}"),
                Arguments.of(finished(new Outcome.Duplicate(OTHER)), finished + """
                                {"state":"DUPLICATE","original":"0199b2a4-5c00-7000-8000-000000000002"}}"""),
                Arguments.of(
                        finished(new Outcome.Superseded(OTHER)),
                        finished + "{\"state\":\"SUPERSEDED\",\"by\":\"0199b2a4-5c00-7000-8000-000000000002\"}}"),
                Arguments.of(
                        finished(new Outcome.Rejected(List.of(
                                new Reason("maximum", "/replicas", "At most 100"),
                                Reason.of("required", "No target")))),
                        finished + """
                                {"state":"REJECTED","reasons":[\
                                {"rule":"maximum","pointer":"/replicas","message":"At most 100"},\
                                {"rule":"required","pointer":"","message":"No target"}]}}"""),
                Arguments.of(
                        finished(new Outcome.Failed(Reason.of("not-found", "No such repository"), 5)), finished + """
                                {"state":"FAILED",\
                                "reason":{"rule":"not-found","pointer":"","message":"No such repository"},"attempts":5}}"""));
    }

    @ParameterizedTest
    @MethodSource("eventsOnTheWire")
    void writesEachEventInItsOneForm(IntentEvent event, String json) {
        assertThat(new String(codec.encode(event), UTF_8)).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("eventsOnTheWire")
    void readsWhatItWrites(IntentEvent event, String json) {
        assertThat(codec.decode(json.getBytes(UTF_8))).isEqualTo(event);
    }

    @Test
    void bringsAnyEventBackUnchanged() {
        long seed = System.nanoTime();
        var events = new RandomEvents(new Random(seed));
        for (int i = 0; i < 20_000; i++) {
            IntentEvent event = events.next();
            byte[] bytes = codec.encode(event);
            assertThat(codec.decode(bytes)).as("seed %d, event %d", seed, i).isEqualTo(event);
            assertThat(codec.encode(codec.decode(bytes)))
                    .as("seed %d, event %d", seed, i)
                    .isEqualTo(bytes);
        }
    }

    @Test
    void carriesTextThatUtf8CannotHold() {
        // Given
        var event = finished(new Outcome.Failed(Reason.of("name", "lone \ud83d and \u0000 and \u00e9\ud83d\ude00"), 1));

        // When
        byte[] bytes = codec.encode(event);

        // Then
        assertThat(codec.decode(bytes)).isEqualTo(event);
        assertThat(new String(bytes, UTF_8)).matches("[ -~]+");
    }

    @Test
    void ignoresFieldsAddedLaterAndTheOrderOfFields() {
        // Given
        String json = """
                { "added": {"deep": [1, {"x": null}]}, "sequence": 7, "state": "ACCEPTED", "original": null,
                  "at": "2026-11-23T20:30:00.123456+02:00", "id": "0199b2a4-5c00-7000-8000-000000000001",
                  "event": "judged", "version": 1, "trailer": true }
                """;

        // When
        IntentEvent event = codec.decode(json.getBytes(UTF_8));

        // Then
        assertThat(event).isEqualTo(new IntentJudged(ID, AT, 7, IntentState.ACCEPTED, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-01-01T00:00:00+00:01", "9999-12-31T23:59:00-00:01"})
    void refusesTimesThatItCouldNotWrite(String at) {
        String json = """
                {"version":1,"event":"executing","id":"0199b2a4-5c00-7000-8000-000000000001","at":"%s","attempt":2}""";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.decode(json.formatted(at).getBytes(UTF_8)))
                .withMessageStartingWith("a time out of the years");
    }

    @Test
    void ignoresFieldsAddedToOutcomesAndReasons() {
        // Given
        String json = START.formatted("finished") + """
                "service":"executor","sequence":7,"source":"s","outcome":{"cost":{"joules":[3]},"attempts":2,
                "reason":{"help":["a"],"message":"m","pointer":"","rule":"r"},"state":"FAILED"}}""";

        // When
        IntentEvent event = codec.decode(json.getBytes(UTF_8));

        // Then
        assertThat(event)
                .isEqualTo(new IntentFinished(
                        ID, AT, "executor", 7, "s", null, null, new Outcome.Failed(Reason.of("r", "m"), 2)));
    }

    @Test
    void refusesAVersionItDoesNotKnow() {
        String json = START.formatted("executing").replace("\"version\":1", "\"version\":2") + "\"attempt\":2}";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.decode(json.getBytes(UTF_8)))
                .withMessage("an event in version 2; this reader knows version 1");
    }

    @Test
    void refusesAKindItDoesNotKnow() {
        String json = START.formatted("paused") + "\"attempt\":2}";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.decode(json.getBytes(UTF_8)))
                .withMessage("an event of the unknown kind paused");
    }

    @Test
    void saysWhichFieldIsMissing() {
        String json = START.formatted("executing") + "\"added\":1}";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.decode(json.getBytes(UTF_8)))
                .withMessage("an event without attempt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "12",
                "{}",
                "{\"version\":\"1\"}",
                "{\"version\":1.0}",
                "{\"version\":99999999999999999999999}",
                "\u0000",
                "{\"version\":1,\"event\":\"executing\",\"id\":\"x\",\"at\":\"2026-11-23T18:30:00Z\",\"attempt\":1}",
            })
    void refusesWhatIsNoEvent(String bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(bytes.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"attempt\":1}{}",
                "\"attempt\":1",
                "\"attempt\":\"1\"}",
                "\"attempt\":1.5}",
                "\"attempt\":[1]}",
                "\"attempt\":1,\"reason\":\"x\"}",
                "\"attempt\":1,\"reason\":{\"rule\":\"r\"}}",
                "\"attempt\":1,\"outcome\":[]}",
                "\"attempt\":1,\"outcome\":{\"state\":\"RETRYING\"}}",
                "\"attempt\":1,\"outcome\":{\"state\":\"LOST\"}}",
                "\"attempt\":1,\"outcome\":{\"state\":\"REJECTED\"}}",
                "\"attempt\":1,\"outcome\":{\"state\":\"REJECTED\",\"reasons\":[null]}}",
            })
    void refusesAnEventWithAFaultInIt(String rest) {
        String json = START.formatted("executing") + rest;
        assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(json.getBytes(UTF_8)));
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        // Given
        long seed = System.nanoTime();
        List<IntentEvent> events = Stream.generate(new RandomEvents(new Random(seed))::next)
                .limit(500)
                .toList();

        // When
        List<Future<List<IntentEvent>>> results;
        try (var threads = Executors.newFixedThreadPool(8)) {
            results = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> events.stream()
                            .map(codec::encode)
                            .map(codec::decode)
                            .toList()))
                    .toList();
        }

        // Then
        for (Future<List<IntentEvent>> result : results) {
            assertThat(result.get()).as("seed %d", seed).isEqualTo(events);
        }
    }

    private static IntentFinished finished(Outcome outcome) {
        return new IntentFinished(ID, AT, "executor", 7, "/ingest/rest", null, TARGET, outcome);
    }
}
