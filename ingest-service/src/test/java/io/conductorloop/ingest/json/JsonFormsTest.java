package io.conductorloop.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import io.conductorloop.ingest.FileName;
import io.conductorloop.ingest.FinishPlan;
import io.conductorloop.ingest.OldState.Processed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormsTest {
    private static final IntentId ID = IntentId.parse("01890a5d-ac96-774b-bcce-b302099a8057");
    private final JsonIntentPeek peek = new JsonIntentPeek();
    private final JsonStatusFormat format = new JsonStatusFormat();
    private final JsonOldState oldState = new JsonOldState();

    @Test
    void statusFileOfAnExecutedIntent() {
        assertThat(status(new Outcome.Executed("oran-odu-odu", "v3"), "corr-1")).isEqualTo("""
                {
                  "intent_file": "intent-a.json",
                  "status": "success",
                  "message": "Applied to package oran-odu-odu in revision v3",
                  "timestamp": "2026-11-23T10:11:12Z",
                  "outcome": "EXECUTED",
                  "intent_id": "01890a5d-ac96-774b-bcce-b302099a8057",
                  "correlation_id": "corr-1",
                  "sequence": 42,
                  "package": "oran-odu-odu",
                  "revision": "v3",
                  "retry_count": 0,
                  "processing_duration": "1.500s"
                }
                """);
    }

    @Test
    void statusFileOfARefusedIntent() {
        String status = status(new Outcome.Rejected(List.of(new Reason("maximum", "/replicas", "at most 100"))), null);

        assertThat(status)
                .contains("\"status\": \"failed\"", "\"error_code\": \"maximum\"", "\"error_message\": \"at most 100\"")
                .contains("\"pointer\": \"/replicas\"", "\"correlation_id\": \"" + ID + "\"");
    }

    @Test
    void statusFileStaysSmallWhateverTheReasonsAre() {
        List<Reason> reasons = IntStream.range(0, 200)
                .mapToObj(i -> new Reason("rule", "/p", "\uD800".repeat(1_000)))
                .toList();

        byte[] status = bytes(new Outcome.Rejected(reasons), "\u0001".repeat(10_000));

        assertThat(status).hasSizeLessThanOrEqualTo(256 * 1024);
    }

    @Test
    void peeksAtTheTargetAndNoFurther() {
        assertThat(peek.target(bytes("{\"x\":{\"target\":1},\"namespace\":\"n\",\"target\":\"t\",oops")))
                .contains(new Target("n", "t"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nope", "[]", "{\"target\":\"t\"}", "{\"target\":1,\"namespace\":\"n\"}", "{\"a\":oops"})
    void findsNoTargetWhereThereIsNone(String intent) {
        assertThat(peek.target(bytes(intent))).isEmpty();
    }

    @Test
    void peeksAtTheCorrelationId() {
        assertThat(peek.correlationId(bytes("{\"a\":[1,{}],\"correlation_id\":\"c-1\"")))
                .contains("c-1");
        assertThat(peek.correlationId(bytes("{\"correlation_id\":7}"))).isEmpty();
        assertThat(peek.correlationId(bytes("not json"))).isEmpty();
    }

    @Test
    void readsProcessedEntriesOfTheOldState() {
        assertThat(oldState.read(bytes("""
                {"version":"1.0","saved_at":"2026-01-01T00:00:00Z","states":{
                  "/h/intent-a.json":{"file_path":"/h/intent-a.json","sha256":"aa","size":3,
                    "processed_at":"2026-01-01T00:00:00Z","status":"processed"},
                  "/h/intent-b.json":{"sha256":"bb","status":"failed"}}}
                """)))
                .containsExactly(new Processed("/h/intent-a.json", "aa", "2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"states\":[]}", "{\"states\":{\"a\":{\"status\":"})
    void refusesAnOldStateThatIsBroken(String broken) {
        assertThatIllegalArgumentException().isThrownBy(() -> oldState.read(bytes(broken)));
    }

    private String status(Outcome outcome, String correlationId) {
        return new String(bytes(outcome, correlationId), StandardCharsets.UTF_8);
    }

    private byte[] bytes(Outcome outcome, String correlationId) {
        Instant at = Instant.parse("2026-11-23T10:11:12Z");
        IntentId id = id(at.minusMillis(1_500));
        IntentFinished end = new IntentFinished(id, at, "executor", 42, "s", "intent-a.json", null, outcome);
        byte[] bytes = format.format(
                FinishPlan.of(end, FileName.of("intent-a.json"), correlationId).status());
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace(id.toString(), ID.toString())
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static IntentId id(Instant at) {
        long high = at.toEpochMilli() << 16 | 0x7000;
        return new IntentId(new java.util.UUID(high, 0x8000000000000001L));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
