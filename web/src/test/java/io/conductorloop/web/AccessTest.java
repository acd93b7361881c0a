package io.conductorloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = ExampleService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "conductor.api.token-sha256=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            // Of: reader, submitter.
            "conductor.api.tokens[0].name=dashboard",
            "conductor.api.tokens[0].sha256=3d0941964aa3ebdcb00ccef58b1bb399f9f898465e9886d5aec7f31090a0fb30",
            "conductor.api.tokens[0].roles=read",
            "conductor.api.tokens[1].name=ci",
            "conductor.api.tokens[1].sha256=cb3735e9782c46cabb91b7ba88ab648b01ab2f988b33296dcb4e1bd59d17a713",
            "conductor.api.tokens[1].roles=submit",
        })
class AccessTest {
    private static final String PATH = "/api/v1/things/01933b7e-0000-7abc-bdef-0123456789ab";

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Test
    void letsInWhoShowsTheToken() throws Exception {
        HttpResponse<String> answer =
                client.send(request(PATH).header("Authorization", "Bearer abc").build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH, "/", "/nothing", "/actuator/prometheus", "/healthz/", "/v3/api-docs"})
    void turnsAwayWhoDoesNotAndSaysHow(String path) throws Exception {
        HttpResponse<String> answer = client.send(request(path).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("X-Request-ID")).isPresent();
        assertThat(answer.body()).contains("\"status\":401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/healthz/../api/v1/refusing",
                "//healthz",
                "/healthz;x=/api/v1/refusing",
                "/healthz%2f..%2fapi/v1/refusing"
            })
    void refusesASpellingOfAPathThatMightSlipBy(String path) throws Exception {
        HttpResponse<String> answer = client.send(request(path).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isIn(400, 401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "reader, GET, /api/v1/things/01933b7e-0000-7abc-bdef-0123456789ab, 200",
        "reader, POST, /api/v1/things, 403",
        "reader, GET, /actuator/env, 403",
        "submitter, GET, /api/v1/named?name=x, 403",
        "submitter, POST, /api/v1/things, 403",
        "nobody, GET, /api/v1/named?name=x, 401",
        "abc, GET, /api/v1/named?name=x, 200",
        "abc, GET, /actuator/env, 404",
    })
    void lets(String token, String method, String path, int status) throws Exception {
        HttpResponse<String> answer = client.send(
                request(path)
                        .header("Authorization", "bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(method.equals("GET") ? "" : "{}"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain(token);
    }

    @Test
    void saysWhichRoleIsMissing() throws Exception {
        HttpResponse<String> answer = client.send(
                request("/api/v1/named?name=x")
                        .header("Authorization", "Bearer submitter")
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("needs the role 'read'; the token's roles are: submit");
    }

    @Test
    void leavesHealthOpen() throws Exception {
        HttpResponse<String> answer = client.send(request("/healthz").build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok\n");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
