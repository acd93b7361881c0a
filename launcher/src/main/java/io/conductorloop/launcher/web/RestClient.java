package io.conductorloop.launcher.web;

import io.conductorloop.launcher.ExitCode;
import io.conductorloop.launcher.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One service, as its REST clients see it. A refusal becomes a {@link LauncherException} with the service's reasons. */
public final class RestClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final URI base;
    private final Optional<String> token;

    public RestClient(URI base, Optional<String> token) {
        this.base = base;
        this.token = token;
    }

    /** The JSON at {@code path}. */
    public JsonNode get(String path) {
        return call("GET", path, BodyPublishers.noBody());
    }

    /** The JSON that answers a POST of this JSON. */
    public JsonNode post(String path, byte[] body) {
        return call("POST", path, BodyPublishers.ofByteArray(body));
    }

    /** Whether the service says that it is ready for work; false also when nobody answers. */
    public boolean isReady() {
        return answers("/actuator/health/readiness");
    }

    /** Whether {@code path} is answered with 200. */
    public boolean answers(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(resolve(path)).timeout(CONNECT_TIMEOUT).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private JsonNode call(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(resolve(path))
                .timeout(TIMEOUT)
                .header("Accept", "application/json, application/problem+json")
                .header("Content-Type", "application/json")
                // For the audit record of what is decided about dead letters.
                .header("X-Actor", System.getProperty("user.name"))
                .method(method, body);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        HttpResponse<byte[]> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw failure("Nothing answers at " + base
                    + "; start the suite with ./conductor-loop up, or name the service with -url");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("Interrupted while waiting for " + base);
        }
        JsonNode answer = parse(response.body());
        if (response.statusCode() >= 300) {
            throw failure(Problems.sentence(response.uri(), response.statusCode(), answer));
        }
        return answer;
    }

    /** Some answers have no body, and what stands in between may answer in HTML. */
    private static JsonNode parse(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            return text.isBlank() ? JSON.missingNode() : JSON.readTree(text);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }

    private URI resolve(String path) {
        String address = base.toString();
        return URI.create((address.endsWith("/") ? address.substring(0, address.length() - 1) : address) + path);
    }

    private static LauncherException failure(String message) {
        return new LauncherException(ExitCode.FAILURE, message);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
