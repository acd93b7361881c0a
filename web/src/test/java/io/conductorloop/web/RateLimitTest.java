package io.conductorloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = ExampleService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "conductor.api.requests-per-second=1",
            "conductor.api.tokens[0].name=one",
            "conductor.api.tokens[0].sha256=7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
            "conductor.api.tokens[0].roles=read",
            "conductor.api.tokens[1].name=two",
            "conductor.api.tokens[1].sha256=3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3",
            "conductor.api.tokens[1].roles=read",
        })
class RateLimitTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Test
    void limitsACallerAndNobodyElse() throws Exception {
        List<Integer> greedy = new ArrayList<>();
        HttpResponse<String> last = get("/api/v1/named?name=x", "one");
        for (int i = 0; i < 50 && last.statusCode() == 200; i++) {
            greedy.add(last.statusCode());
            last = get("/api/v1/named?name=x", "one");
        }

        assertThat(greedy).as("requests in the burst").hasSizeGreaterThanOrEqualTo(2);
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(last.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(get("/api/v1/named?name=x", "two").statusCode()).isEqualTo(200);
        assertThat(get("/healthz", "one").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }
}
