package io.conductorloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** On a real server: half of what may go wrong is answered by the container and never reaches a controller. */
@SpringBootTest(
        classes = ExampleService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"server.address=127.0.0.1", "spring.mvc.async.request-timeout=200ms"})
class WebConfigurationTest {
    private static final String ID = "01933b7e-0000-7abc-bdef-0123456789ab";

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Test
    void answersWithCarefulHeadersAndARequestId() throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/things/" + ID));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Request-ID"))
                .hasValueSatisfying(id -> assertThat(id).hasSize(36));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void keepsTheCallersRequestIdOnlyWhenItIsSane() throws Exception {
        HttpResponse<String> sane = send(request("/api/v1/things/" + ID).header("X-Request-ID", "run-7:a.b_c"));
        HttpResponse<String> odd = send(request("/api/v1/things/" + ID).header("X-Request-ID", "a b\"c"));

        assertThat(sane.headers().firstValue("X-Request-ID")).hasValue("run-7:a.b_c");
        assertThat(odd.headers().firstValue("X-Request-ID"))
                .hasValueSatisfying(id -> assertThat(id).hasSize(36));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing/here", "/api/v1/thing", "/error", "/index.html"})
    void saysNotFoundForAnUnknownPathWhateverTheMethod(String path) throws Exception {
        assertProblem(send(request(path)), 404);
        assertProblem(send(request(path).POST(BodyPublishers.ofString("{}"))), 404);
        assertProblem(send(request(path).header("Accept", "text/html")), 404);
    }

    @Test
    void saysWhichMethodsAreAllowed() throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/things/" + ID).DELETE());

        assertProblem(answer, 405);
        assertThat(answer.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("GET"));
    }

    @Test
    void saysNotAcceptableToWhomWantsAnotherForm() throws Exception {
        assertProblem(send(request("/api/v1/things/" + ID).header("Accept", "text/html")), 406);
    }

    @Test
    void saysWhichMediaTypesItTakes() throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/things")
                .header("Content-Type", "application/xml")
                .POST(BodyPublishers.ofString("<a/>")));

        assertProblem(answer, 415);
        assertThat(answer.headers().firstValue("Accept")).hasValue("application/json");
    }

    @Test
    void namesTheParameterThatIsMalformed() throws Exception {
        HttpResponse<String> badId = send(request("/api/v1/things/7"));
        HttpResponse<String> badNumber = send(request("/api/v1/things/" + ID + "?limit=many"));
        HttpResponse<String> missing = send(request("/api/v1/named"));

        assertProblem(badId, 400);
        assertThat(badId.body())
                .contains("\"reasons\":[{\"rule\":\"parameter\",\"pointer\":\"\",\"message\":\"id: not a UUID of 36");
        assertProblem(badNumber, 400);
        assertThat(badNumber.body()).contains("\"rule\":\"parameter\"", "limit: ");
        assertProblem(missing, 400);
        assertThat(missing.body()).contains("\"rule\":\"parameter\"", "name: is missing");
    }

    @Test
    void takesABodyUpToTheLimit() throws Exception {
        byte[] body = new byte[(int) ExampleService.LIMIT.toBytes()];

        HttpResponse<String> known = send(post(BodyPublishers.ofByteArray(body)));
        HttpResponse<String> chunked = send(post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(known.body()).isEqualTo("{\"length\":65536}");
        assertThat(chunked.body()).isEqualTo("{\"length\":65536}");
    }

    @Test
    void refusesALongerBodyAndNeverCutsIt() throws Exception {
        byte[] body = new byte[(int) ExampleService.LIMIT.toBytes() + 1];

        HttpResponse<String> known = send(post(BodyPublishers.ofByteArray(body)));
        HttpResponse<String> chunked = send(post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertProblem(known, 413);
        assertProblem(chunked, 413);
        assertThat(chunked.body()).contains("\"rule\":\"max-size\"", "larger than 65536 bytes");
    }

    @Test
    void givesRuleAndPointerOfARefusal() throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/refusing"));

        assertProblem(answer, 422);
        assertThat(answer.body())
                .contains("\"detail\":\"200 is more than 100\"")
                .contains("\"instance\":\"/api/v1/refusing\"")
                .contains(
                        "\"reasons\":[{\"rule\":\"maximum\",\"pointer\":\"/replicas\",\"message\":\"200 is more than 100\"}]");
    }

    @Test
    void keepsTheInsideOfAFailureToItself() throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/broken").header("Accept", "text/html"));

        assertProblem(answer, 500);
        assertThat(answer.body()).doesNotContain("secret", "Exception", "at io.");
    }

    @Test
    void translatesWhatAServiceKnowsEvenFromAnAsynchronousAnswer() throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/later"));

        assertProblem(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(answer.body()).contains("The store is away");
    }

    @Test
    void saysThatAnAnswerTookTooLong() throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/never"));

        assertProblem(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(answer.body()).contains("took too long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/a%2fb HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            })
    void neverShowsTheContainersOwnPage(String raw) throws Exception {
        String answer = exchange(raw);

        assertThat(answer)
                .startsWith("HTTP/1.1 4")
                .contains("application/problem+json", "X-Content-Type-Options: nosniff", "\"status\":4")
                .doesNotContain("<html", "Tomcat");
    }

    private String exchange(String raw) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(raw.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .startsWith("{")
                .contains("\"status\":" + status)
                .contains("\"title\":");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpRequest.Builder post(HttpRequest.BodyPublisher body) {
        return request("/api/v1/things")
                .header("Content-Type", "application/json")
                .POST(body);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
