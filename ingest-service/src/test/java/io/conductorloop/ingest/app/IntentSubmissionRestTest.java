package io.conductorloop.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.ingest.app.Caller.Reply;
import io.conductorloop.ingest.submission.RecordingIntake;
import io.conductorloop.testkit.Intents;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@RestSurface
class IntentSubmissionRestTest {
    private static final String INTENTS = "/api/v1/intents";
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";
    private static final String FIVE = Intents.scaling().replicas(5).json();

    @Autowired
    private RecordingIntake intake;

    private Caller caller;

    @BeforeEach
    void reset(@LocalServerPort int port) {
        intake.reset();
        caller = new Caller(port);
    }

    @Test
    void answersAnIntentWithItsIdAndLocation() throws Exception {
        Reply reply = caller.post(INTENTS, JSON, FIVE);

        String id = intake.ids().getFirst().toString();
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Location")).isEqualTo(INTENTS + "/" + id);
        assertThat(reply.text("/id")).isEqualTo(id);
        assertThat(reply.text("/state")).isEqualTo("RECEIVED");
        assertThat(reply.text("/links/self")).isEqualTo(INTENTS + "/" + id);
        assertThat(reply.text("/links/events")).isEqualTo(INTENTS + "/" + id + "/events");
    }

    @Test
    void keepsTheBytesAsTheyCame() throws Exception {
        String odd = " \n" + FIVE.replace(",", " ,\t") + " \n";

        caller.post(INTENTS, JSON, odd);
        caller.postChunked(INTENTS, JSON, odd);

        assertThat(intake.intents()).containsExactly(odd, odd);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"replicas\":|json|/replicas",
                "{\"constraints\":{\"max_replicas\":x}}|json|/constraints/max_replicas",
                "{} {}|json|``",
                "scale it|json|``",
                "42|type|``",
                "``|json|``"
            })
    void refusesAtOnceWhatIsNoJsonObject(String body, String rule, String pointer) throws Exception {
        caller.post(INTENTS, JSON, body).isProblem(400, rule, pointer);

        assertThat(intake.ids()).isEmpty();
    }

    @Test
    void refusesAnIntentThatIsTooLargeHoweverItComes() throws Exception {
        String large = Intents.scaling().reason("x".repeat(2048)).json();

        caller.post(INTENTS, JSON, large).isProblem(413, "max-size", "");
        caller.postChunked(INTENTS, JSON, large).isProblem(413, "max-size", "");
        caller.post(INTENTS, JSON, " ".repeat(3000) + "{}").isProblem(413, "max-size", "");
        assertThat(intake.ids()).isEmpty();
    }

    @Test
    void refusesOtherMethodsTypesAndForms() throws Exception {
        assertThat(caller.send(caller.to(INTENTS).DELETE()).isProblem(405).header("Allow"))
                .contains("GET", "POST");
        assertThat(caller.post(INTENTS, "application/xml", "<intent/>")
                        .isProblem(415)
                        .header("Accept"))
                .contains(JSON, NDJSON);
        caller.post(INTENTS, JSON, FIVE, "Accept", "text/html").isProblem(406);
        caller.get("/api/v1/intent").isProblem(404);
    }

    @Test
    void givesTheSameAnswerForTheSameKeyAndBody() throws Exception {
        Reply first = caller.post(INTENTS, JSON, FIVE, "Idempotency-Key", "order-17");
        Reply again = caller.post(INTENTS, JSON, FIVE, "Idempotency-Key", "order-17");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    }

    @Test
    void refusesTheSameKeyWithAnotherBody() throws Exception {
        caller.post(INTENTS, JSON, FIVE, "Idempotency-Key", "order-18");

        caller.post(INTENTS, JSON, Intents.scaling().replicas(6).json(), "Idempotency-Key", "order-18")
                .isProblem(422, "idempotency-key", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with blank", ""})
    void refusesAKeyThatIsNone(String key) throws Exception {
        caller.post(INTENTS, JSON, FIVE, "Idempotency-Key", key).isProblem(400, "idempotency-key", "");
    }

    @Test
    void refusesAKeyThatIsTooLong() throws Exception {
        caller.post(INTENTS, JSON, FIVE, "Idempotency-Key", "k".repeat(129)).isProblem(400, "idempotency-key", "");
    }

    @Test
    void saysWhenToComeBackWhenThereIsNoRoom() throws Exception {
        intake.fullAfter(0, 0);

        Reply reply = caller.post(INTENTS, JSON, FIVE).isProblem(503);

        assertThat(reply.header("Retry-After")).isEqualTo("3");
    }

    @Test
    void saysThatKafkaDidNotTakeIt() throws Exception {
        intake.failWith(new TimeoutException("expired 3 records"));

        Reply reply = caller.post(INTENTS, JSON, FIVE).isProblem(503);

        assertThat(reply.text("/detail")).contains("Kafka").doesNotContain("expired");
        assertThat(reply.header("Retry-After")).isNotEmpty();
    }

    static Stream<Arguments> manyWithABrokenOne() {
        return Stream.of(
                Arguments.of(JSON, "[{\"n\":0},\n{\"n\" : broken} , {\"n\":2}]"),
                Arguments.of(NDJSON, "{\"n\":0}\n{\"n\" : broken}\r\n\n{\"n\":2}"));
    }

    @ParameterizedTest
    @MethodSource("manyWithABrokenOne")
    void judgesEachOfManyOnItsOwn(String type, String body) throws Exception {
        Reply reply = caller.post(INTENTS, type, body);

        assertThat(reply.status()).as(reply.response().body()).isEqualTo(202);
        assertThat(intake.intents()).containsExactly("{\"n\":0}", "{\"n\":2}");
        assertThat(reply.json().at("/accepted").asInt()).isEqualTo(2);
        assertThat(reply.json().at("/refused").asInt()).isEqualTo(1);
        assertThat(reply.text("/items/0/id")).isEqualTo(intake.ids().get(0).toString());
        assertThat(reply.text("/items/0/location"))
                .isEqualTo(INTENTS + "/" + intake.ids().get(0));
        assertThat(reply.json().at("/items/1/index").asInt()).isEqualTo(1);
        assertThat(reply.json().at("/items/1/problem/status").asInt()).isEqualTo(400);
        assertThat(reply.text("/items/1/problem/reasons/0/rule")).isEqualTo("json");
        assertThat(reply.text("/items/1/problem/reasons/0/pointer")).isEqualTo("/n");
        assertThat(reply.text("/items/2/id")).isEqualTo(intake.ids().get(1).toString());
        assertThat(reply.json().has("brokenOff")).isFalse();
    }

    @Test
    void givesEachOfManyItsIdAgainUnderTheCallsKey() throws Exception {
        String lines = "{\"n\":0}\n{\"n\":0}\n";

        Reply first = caller.post(INTENTS, NDJSON, lines, "Idempotency-Key", "bulk-1");
        Reply again = caller.post(INTENTS, NDJSON, lines, "Idempotency-Key", "bulk-1");
        Reply other = caller.post(INTENTS, NDJSON, "{\"n\":0}\n{\"n\":1}\n", "Idempotency-Key", "bulk-1");

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(first.text("/items/0/id")).isNotEqualTo(first.text("/items/1/id"));
        assertThat(other.text("/items/0/id")).isEqualTo(first.text("/items/0/id"));
        assertThat(other.json().at("/items/1/problem/status").asInt()).isEqualTo(422);
    }

    @Test
    void refusesOneOfManyThatIsTooLargeAndTakesTheOthers() throws Exception {
        Reply reply = caller.post(INTENTS, NDJSON, "{\"n\":0}\n{\"n\":\"" + "x".repeat(2048) + "\"}\n{\"n\":2}\n");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().at("/items/1/problem/status").asInt()).isEqualTo(413);
        assertThat(intake.intents()).containsExactly("{\"n\":0}", "{\"n\":2}");
    }

    @Test
    void saysFromWhereOnItDidNotLook() throws Exception {
        Reply tooMany = caller.post(INTENTS, NDJSON, "{}\n".repeat(21));
        Reply open = caller.post(INTENTS, JSON, "[{},{}");
        intake.fullAfter(1, 0);
        Reply full = caller.post(INTENTS, NDJSON, "{}\n{}\n{}\n");

        assertThat(tooMany.status()).isEqualTo(202);
        assertThat(tooMany.json().at("/accepted").asInt()).isEqualTo(20);
        assertThat(tooMany.json().at("/brokenOff/index").asInt()).isEqualTo(20);
        assertThat(tooMany.text("/brokenOff/problem/reasons/0/rule")).isEqualTo("max-items");
        assertThat(open.json().at("/accepted").asInt()).isEqualTo(1);
        assertThat(open.json().at("/brokenOff/problem/status").asInt()).isEqualTo(400);
        assertThat(full.json().at("/accepted").asInt()).isEqualTo(1);
        assertThat(full.json().at("/brokenOff/problem/status").asInt()).isEqualTo(503);
    }

    @Test
    void failsAsAWholeWhenNothingWasTaken() throws Exception {
        caller.post(INTENTS, JSON, "[]").isProblem(400, "min-items", "");
        caller.post(INTENTS, NDJSON, "\n").isProblem(400, "min-items", "");
        caller.post(INTENTS, NDJSON, "{}\n".repeat(30_000)).isProblem(413, "max-size", "");

        Reply broken = caller.post(INTENTS, JSON, "[5, x]").isProblem(400);
        assertThat(broken.text("/items/0/problem/reasons/0/rule")).isEqualTo("type");
        assertThat(broken.text("/items/1/problem/reasons/0/rule")).isEqualTo("json");

        intake.fullAfter(0, 0);
        assertThat(caller.post(INTENTS, NDJSON, "{}\n").isProblem(503).header("Retry-After"))
                .isEqualTo("3");
    }

    @Test
    void refusesWhatIsOverTheBulkLimitVisiblyAlsoWhenChunked() throws Exception {
        Reply reply = caller.postChunked(INTENTS, NDJSON, ("{\"n\":\"" + "x".repeat(2000) + "\"}\n").repeat(40));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().at("/accepted").asInt()).isEqualTo(20);
        assertThat(reply.text("/brokenOff/problem/reasons/0/rule")).isEqualTo("max-items");
    }
}
