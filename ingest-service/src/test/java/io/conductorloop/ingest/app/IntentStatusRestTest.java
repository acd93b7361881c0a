package io.conductorloop.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.conductorloop.contracts.RecordHeaders;
import io.conductorloop.contracts.Target;
import io.conductorloop.ingest.IntentIds;
import io.conductorloop.ingest.app.Caller.Reply;
import io.conductorloop.state.InMemoryIntentJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@RestSurface
class IntentStatusRestTest {
    private static final Instant AT = Instant.parse("2026-11-23T18:00:00Z");
    private static final Target ODU = new Target("oran-odu", "odu-high-phy");

    @Autowired
    private InMemoryIntentJournal journal;

    @Autowired
    private IntentIds ids;

    private Caller caller;

    @BeforeEach
    void call(@LocalServerPort int port) {
        caller = new Caller(port);
    }

    @Test
    void tellsHowAnExecutedIntentCameAbout() throws Exception {
        // Given
        IntentId id = received(ODU, "intent-1.json");
        journal.append(List.of(
                new IntentJudged(id, AT.plusMillis(3), 17, IntentState.ACCEPTED, null),
                new IntentExecuting(id, AT.plusMillis(4), 1),
                finished(id, ODU, new Outcome.Executed("oran-odu-odu-high-phy", "v3"))));

        // When
        Reply reply = caller.get("/api/v1/intents/" + id);

        // Then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/id")).isEqualTo(id.toString());
        assertThat(reply.text("/state")).isEqualTo("EXECUTED");
        assertThat(reply.text("/claimedAt")).isEqualTo(id.claimedAt().toString());
        assertThat(reply.text("/updatedAt")).isEqualTo("2026-11-23T18:00:01Z");
        assertThat(reply.text("/target/namespace")).isEqualTo("oran-odu");
        assertThat(reply.text("/target/name")).isEqualTo("odu-high-phy");
        assertThat(reply.text("/file")).isEqualTo("intent-1.json");
        assertThat(reply.json().at("/sequence").asLong()).isEqualTo(17);
        assertThat(reply.json().at("/size").asLong()).isEqualTo(200);
        assertThat(reply.text("/outcome/state")).isEqualTo("EXECUTED");
        assertThat(reply.text("/outcome/packageName")).isEqualTo("oran-odu-odu-high-phy");
        assertThat(reply.text("/outcome/revision")).isEqualTo("v3");
        assertThat(reply.json().at("/reasons").isEmpty()).isTrue();
        assertThat(reply.text("/links/events")).isEqualTo("/api/v1/intents/" + id + "/events");
    }

    @Test
    void tellsWhatAnIntentWaitsForThatAPersonIsToApprove() throws Exception {
        // Given
        IntentId id = received(ODU, null);
        journal.append(List.of(new IntentExecuting(id, AT, 1), new IntentProposed(id, AT, "oran-odu", "r-7", true)));

        // When
        Reply reply = caller.get("/api/v1/intents/" + id);

        // Then
        assertThat(reply.text("/state")).isEqualTo("PROPOSED");
        assertThat(reply.text("/proposal/packageName")).isEqualTo("oran-odu");
        assertThat(reply.text("/proposal/revision")).isEqualTo("r-7");
        assertThat(reply.text("/proposal/message")).contains("somebody is to approve");
        assertThat(reply.json().has("outcome")).isFalse();
        assertThat(caller.get("/api/v1/intents/" + id + "/events").text("/events/2/state"))
                .isEqualTo("PROPOSED");
    }

    @Test
    void tellsWhyAnIntentWasRejected() throws Exception {
        IntentId id = received(null, null);
        journal.append(List.of(finished(
                id, null, new Outcome.Rejected(List.of(new Reason("maximum", "/replicas", "200 is more than 100"))))));

        Reply reply = caller.get("/api/v1/intents/" + id);

        assertThat(reply.text("/state")).isEqualTo("REJECTED");
        assertThat(reply.text("/reasons/0/rule")).isEqualTo("maximum");
        assertThat(reply.text("/reasons/0/pointer")).isEqualTo("/replicas");
        assertThat(reply.text("/outcome/message")).contains("200 is more than 100");
        assertThat(reply.json().has("target")).isFalse();
    }

    @Test
    void namesTheOtherIntentOfARepeatAndOfASupersededOne() throws Exception {
        // Given
        IntentId other = ids.next();
        IntentId repeat = received(ODU, null);
        IntentId late = received(ODU, null);

        // When
        journal.append(List.of(
                finished(repeat, ODU, new Outcome.Duplicate(other)),
                finished(late, ODU, new Outcome.Superseded(other))));

        // Then
        assertThat(caller.get("/api/v1/intents/" + repeat).text("/outcome/original"))
                .isEqualTo(other.toString());
        assertThat(caller.get("/api/v1/intents/" + late).text("/outcome/supersededBy"))
                .isEqualTo(other.toString());
    }

    @Test
    void tellsEachStepOfTheTimeline() throws Exception {
        // Given
        IntentId id = received(ODU, null);
        journal.append(List.of(
                new IntentJudged(id, AT.plusMillis(3), 17, IntentState.ACCEPTED, null),
                new IntentExecuting(id, AT.plusMillis(4), 2),
                new IntentRetrying(id, AT.plusMillis(5), 2, AT.plusSeconds(9), Reason.of("timeout", "no answer")),
                finished(id, ODU, new Outcome.Failed(Reason.of("timeout", "no answer"), 3))));

        // When
        Reply reply = caller.get("/api/v1/intents/" + id + "/events");

        // Then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()
                        .at("/events")
                        .valueStream()
                        .map(step -> step.at("/state").asString()))
                .containsExactly("RECEIVED", "ACCEPTED", "EXECUTING", "RETRYING", "FAILED");
        assertThat(reply.text("/events/0/at")).isEqualTo("2026-11-23T18:00:00Z");
        assertThat(reply.json().at("/events/2/attempt").asInt()).isEqualTo(2);
        assertThat(reply.text("/events/3/notBefore")).isEqualTo("2026-11-23T18:00:09Z");
        assertThat(reply.text("/events/3/reasons/0/rule")).isEqualTo("timeout");
        assertThat(reply.text("/events/4/message")).contains("3 attempts");
    }

    @Test
    void doesNotKnowWhatWasNeverReceived() throws Exception {
        IntentId unknown = ids.next();

        assertThat(caller.get("/api/v1/intents/" + unknown).isProblem(404).text("/detail"))
                .contains(unknown.toString());
        caller.get("/api/v1/intents/" + unknown + "/events").isProblem(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "01933b7e-0000-4abc-bdef-0123456789ab", "01933b7e-0000-7abc-bdef-0123456789a"})
    void refusesAnIdThatIsNone(String id) throws Exception {
        caller.get("/api/v1/intents/" + id).isProblem(400, "parameter", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"state=DONE", "target=odu", "cursor=abc", "limit=0", "limit=501", "limit=x", "limit=99999999999"
            })
    void refusesAMalformedParameterOfTheList(String query) throws Exception {
        Reply reply = caller.get("/api/v1/intents?" + query).isProblem(400);

        assertThat(reply.text("/reasons/0/rule")).isEqualTo(query.startsWith("cursor") ? "cursor" : "parameter");
        assertThat(reply.text("/reasons/0/message")).contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void listsByStateAndTargetFromPageToPage() throws Exception {
        // Given
        Target upf = new Target("core", "upf");
        List<String> mine = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            IntentId id = received(upf, null);
            mine.addFirst(id.toString());
            received(new Target("core", "smf"), null);
        }
        IntentId done = IntentId.parse(mine.getFirst());
        journal.append(List.of(finished(done, upf, new Outcome.Executed("core-upf", "v1"))));

        // When
        List<String> listed = new ArrayList<>();
        String next = "/api/v1/intents?target=core/upf&state=RECEIVED&limit=3";
        while (!next.isEmpty()) {
            Reply page = caller.get(next);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.json().at("/items").size()).isLessThanOrEqualTo(3);
            page.json().at("/items").forEach(item -> listed.add(item.at("/id").asString()));
            next = page.text("/links/next");
        }

        // Then
        assertThat(listed).isEqualTo(mine.subList(1, 7));
    }

    @Test
    void listsNewestFirstWithoutFilter() throws Exception {
        IntentId older = received(ODU, null);
        IntentId newer = received(ODU, null);

        JsonNode items = caller.get("/api/v1/intents").json().at("/items");

        List<String> listed =
                items.valueStream().map(item -> item.at("/id").asString()).toList();
        assertThat(listed.indexOf(newer.toString())).isZero();
        assertThat(listed.indexOf(older.toString())).isEqualTo(1);
        assertThat(new HashSet<>(listed)).hasSameSizeAs(listed);
    }

    private IntentId received(Target target, String file) {
        IntentId id = ids.next();
        String source =
                file == null ? RecordHeaders.REST_SOURCE : RecordHeaders.FOLDER_SOURCE_PREFIX + "0123456789abcdef";
        journal.append(List.of(new IntentReceived(id, AT, source, file, target, "ab".repeat(32), 200)));
        return id;
    }

    private static IntentFinished finished(IntentId id, Target target, Outcome outcome) {
        return new IntentFinished(
                id, AT.plusSeconds(1), "executor", 17, RecordHeaders.REST_SOURCE, "intent-1.json", target, outcome);
    }
}
