package io.conductorloop.launcher.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.conductorloop.launcher.Command;
import io.conductorloop.launcher.Command.Client;
import io.conductorloop.launcher.ExitCode;
import io.conductorloop.launcher.LauncherException;
import io.conductorloop.launcher.RunReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AskingTest {
    private final Map<String, String> answers = new HashMap<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final Asking asking = new Asking((service, data) -> address(), stdin("{\"a\":1}"));
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            requests.add(request + (body.isEmpty() ? "" : " " + body) + (token == null ? "" : " " + token));
            byte[] answer = answers.getOrDefault(request, "").getBytes(StandardCharsets.UTF_8);
            int status = refusals.getOrDefault(request, answers.containsKey(request) ? 200 : 404);
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void submitsFromStandardInputAndTellsHowToGoOn() {
        answers.put("POST /api/v1/intents", "{\"id\":\"0190\",\"state\":\"RECEIVED\"}");

        List<String> lines = asking.submit(new Command.Submit("-", client(false)));

        assertThat(requests).containsExactly("POST /api/v1/intents {\"a\":1}");
        assertThat(lines).containsExactly("Received as 0190", "How it ends: ./conductor-loop status 0190");
    }

    @Test
    void tellsAnIntentsStory() {
        answers.put("GET /api/v1/intents/0190", """
                {"id":"0190","state":"REJECTED","claimedAt":"T0","target":{"namespace":"ran","name":"du"},
                 "outcome":{"state":"REJECTED","message":"Refused"},
                 "reasons":[{"rule":"maximum","pointer":"/replicas","message":"above 100"}],
                 "links":{"self":"/x"}}""");
        answers.put("GET /api/v1/intents/0190/events", """
                {"id":"0190","events":[{"stage":"RECEIVED","state":"RECEIVED","at":"T0","message":"Durable"},
                 {"stage":"EXECUTING","state":"EXECUTING","at":"T1","attempt":2}]}""");

        assertThat(asking.showIntent(new Command.ShowIntent("0190", client(false))))
                .containsExactly(
                        "id             0190",
                        "state          REJECTED",
                        "claimed at     T0",
                        "target         ran/du",
                        "outcome",
                        "  state          REJECTED",
                        "  message        Refused",
                        "reasons",
                        "  /replicas: above 100 [maximum]",
                        "story",
                        "  T0  RECEIVED   Durable",
                        "  T1  EXECUTING  (attempt 2)");
    }

    @Test
    void listsIntentsInColumns() {
        answers.put("GET /api/v1/intents?limit=20&state=FAILED&target=ran%2Fdu", """
                {"items":[
                 {"id":"1","state":"FAILED","target":{"namespace":"ran","name":"du"},"updatedAt":"T1",
                  "outcome":{"message":"no"}},
                 {"id":"22","state":"EXECUTED","file":"intent-x.json","updatedAt":"T2"}]}""");

        assertThat(asking.listIntents(
                        new Command.ListIntents(Optional.of("failed"), Optional.of("ran/du"), 20, client(false))))
                .containsExactly("1   FAILED    ran/du         T1  no", "22  EXECUTED  intent-x.json  T2");
    }

    @Test
    void saysWhenThereIsNothingToList() {
        answers.put("GET /api/v1/dead-letters?limit=20", "{\"items\":[]}");

        assertThat(asking.listDead(new Command.ListDead(20, client(false))))
                .containsExactly("There are no dead letters");
    }

    @Test
    void replaysWithATokenWhereOneIsAskedFor() {
        answers.put("POST /api/v1/dead-letters/0190/replay", "{\"intentId\":\"0191\"}");
        Client client = new Client(Optional.of(address().toString()), "d", Optional.of("secret"), false);

        List<String> lines = asking.replay(new Command.Replay("0190", client));

        assertThat(requests).containsExactly("POST /api/v1/dead-letters/0190/replay Bearer secret");
        assertThat(lines).containsExactly("Replayed 0190", "intent id      0191");
    }

    @Test
    void printsTheAnswerAsItCameWhenAsked() {
        answers.put("GET /api/v1/dead-letters/7", "{\"id\":\"7\",\"links\":{}}");

        assertThat(String.join("", asking.showDead(new Command.ShowDead("7", client(true)))))
                .contains("\"id\" : \"7\"")
                .contains("\"links\"");
    }

    @Test
    void saysARefusalInSentences() {
        String request = "POST /api/v1/intents";
        refusals.put(request, 400);
        answers.put(request, """
                {"title":"Bad Request","status":400,"detail":"Not an intent","reasons":[
                 {"rule":"required","pointer":"","message":"target is missing"},
                 {"rule":"type","pointer":"/replicas","message":"not a number"}]}""");

        assertThatThrownBy(() -> asking.submit(new Command.Submit("-", client(false))))
                .isInstanceOf(LauncherException.class)
                .hasMessage(
                        "Not an intent (HTTP 400)\n  target is missing [required]\n  /replicas: not a number [type]");
    }

    @Test
    void saysWhatToDoWhenNobodyAnswers() {
        Client nobody = new Client(Optional.of("127.0.0.1:1"), "d", Optional.empty(), false);

        assertThatThrownBy(() -> asking.listDead(new Command.ListDead(1, nobody)))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("Nothing answers at http://127.0.0.1:1; start the suite")
                .extracting("exitCode")
                .isEqualTo(ExitCode.FAILURE);
    }

    @Test
    void namesTheFileThatCannotBeRead() {
        assertThatThrownBy(() -> asking.submit(new Command.Submit("/no/such/file", client(false))))
                .isInstanceOf(LauncherException.class)
                .hasMessageStartingWith("Cannot read /no/such/file");
    }

    @Test
    void readsTheFiguresOfARun() {
        answers.put("GET /api/v1/runs/current", """
                {"startedAt":"2026-11-01T12:00:00Z","backlogDone":true,"found":2,"published":2,"inFlight":0,
                 "finished":{"EXECUTED":2,"FAILED":0},"stillBeingWritten":0,"bytes":10,"throughputPerSecond":1.5,
                 "acceptLatencyMs":{"p50":1.0,"p95":2,"p99":3,"max":4},
                 "endToEndLatencyMs":{"p50":1,"p95":2,"p99":3,"max":4},"later":"ignored"}""");

        try (RestClient rest = new RestClient(address(), Optional.empty())) {
            RunReport report = Asking.run(rest);

            assertThat(report.backlogDone()).isTrue();
            assertThat(report.finished()).containsEntry("EXECUTED", 2L);
            assertThat(report.acceptLatencyMs().p99()).isEqualTo(3);
        }
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private Client client(boolean json) {
        return new Client(Optional.empty(), "d", Optional.empty(), json);
    }

    private static InputStream stdin(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
