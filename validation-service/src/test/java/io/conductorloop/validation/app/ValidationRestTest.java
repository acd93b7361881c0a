package io.conductorloop.validation.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conductorloop.messaging.InMemoryRecordPublisher;
import io.conductorloop.testkit.Intents;
import io.conductorloop.validation.IntentScan;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ValidationStreams
class ValidationRestTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private InMemoryRecordPublisher broker;

    @Test
    void saysWhatWouldBecomeOfAValidIntent() throws Exception {
        JsonNode answer = judged(Intents.deployment().priority(8).json());

        assertThat(answer).isEqualTo(JSON.readTree("""
                                {"valid": true, "intentType": "deployment", "target": "odu-high-phy", "namespace": "oran-odu",
                                 "priority": 8, "wouldBe": "accepted"}
                                """));
        assertThat(judged(Intents.scaling().json().replace("}", ",\"constraints\":{\"deferrable\":true}}"))
                        .at("/wouldBe")
                        .asString())
                .isEqualTo("deferred");
    }

    @Test
    void saysWhyAnIntentWouldBeRefused() throws Exception {
        assertThat(judged(Intents.scaling().replicas(0).json())).isEqualTo(JSON.readTree("""
                                {"valid": false, "reasons": [
                                 {"rule": "minimum", "pointer": "/replicas", "message": "must be at least 1, but is 0"}]}
                                """));
        assertThat(judged("{").at("/reasons/0/rule").asString()).isEqualTo("json");
        assertThat(judged("").at("/reasons/0/message").asString()).isEqualTo("the document is empty");
    }

    @Test
    void recordsNothing() throws Exception {
        // Given
        broker.clear();

        // When
        judged(Intents.scaling().json());
        JsonNode again = judged(Intents.scaling().json());

        // Then
        assertThat(again.at("/wouldBe").asString()).isEqualTo("accepted");
        assertThat(broker.published()).isEmpty();
    }

    @Test
    void takesFiveMebibytesAndNoMore() throws Exception {
        String largest = Intents.scaling().json();
        largest += " ".repeat(IntentScan.MOST_BYTES - largest.length());

        assertThat(judged(largest).at("/valid").asBoolean()).isTrue();
        isProblem(post("application/json", largest + " "), 413);
    }

    @Test
    void takesJsonAndNothingElse() throws Exception {
        isProblem(post("text/plain", "{}"), 415);
        isProblem(client.send(to("/api/v1/validations").build(), BodyHandlers.ofString()), 405);
    }

    @Test
    void describesItself() throws Exception {
        // When
        HttpResponse<String> api = client.send(to("/v3/api-docs").build(), BodyHandlers.ofString());

        // Then
        JsonNode post = JSON.readTree(api.body()).at("/paths/~1api~1v1~1validations/post");
        assertThat(post.at("/requestBody/content/application~1json").isMissingNode())
                .isFalse();
        assertThat(post.at("/responses/200/content/application~1json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/Validation");
        assertThat(post.at("/responses/413").isMissingNode()).isFalse();
    }

    @Test
    void tellsPrometheusOfItsVerdicts() throws Exception {
        HttpResponse<String> meters = client.send(to("/actuator/prometheus").build(), BodyHandlers.ofString());

        assertThat(meters.body())
                .contains("conductor_loop_validation_failures_total")
                .contains("conductor_loop_validation_verdicts_total{verdict=\"accepted\"}")
                .contains("conductor_loop_validation_duration_seconds_bucket");
    }

    @Test
    void isAlive() throws Exception {
        assertThat(client.send(to("/actuator/health/liveness").build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private JsonNode judged(String intent) throws Exception {
        HttpResponse<String> response = post("application/json", intent);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> post(String type, String body) throws Exception {
        HttpRequest request = to("/api/v1/validations")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static void isProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
}
