package io.conductorloop.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who speaks HTTP with the service. */
final class Caller {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String service;

    Caller(int port) {
        service = "http://127.0.0.1:" + port;
    }

    /** An answer and its body as JSON. */
    record Reply(HttpResponse<String> response, JsonNode json) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text(String pointer) {
            return json.at(pointer).asString("");
        }

        /** That it is a problem of this status, of which the first reason is this rule at this place. */
        Reply isProblem(int status, String rule, String pointer) {
            isProblem(status);
            assertThat(text("/reasons/0/rule")).isEqualTo(rule);
            assertThat(text("/reasons/0/pointer")).isEqualTo(pointer);
            assertThat(text("/reasons/0/message")).isNotBlank();
            return this;
        }

        Reply isProblem(int status) {
            assertThat(status()).as(response.body()).isEqualTo(status);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(json.at("/status").asInt()).isEqualTo(status);
            assertThat(text("/title")).isNotBlank();
            return this;
        }
    }

    Reply get(String path) throws Exception {
        return send(to(path).GET());
    }

    Reply post(String path, String type, String body, String... headers) throws Exception {
        return post(path, type, BodyPublishers.ofString(body), headers);
    }

    /** Without a stated length. */
    Reply postChunked(String path, String type, String body, String... headers) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return post(path, type, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)), headers);
    }

    private Reply post(String path, String type, BodyPublisher body, String... headers) throws Exception {
        HttpRequest.Builder request = to(path).header("Content-Type", type).POST(body);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(service + path));
    }

    Reply send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        boolean isJson =
                response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Reply(response, isJson ? JSON.readTree(response.body()) : JSON.nullNode());
    }

    HttpClient client() {
        return client;
    }
}
