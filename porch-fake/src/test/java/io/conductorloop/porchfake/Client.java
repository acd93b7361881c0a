package io.conductorloop.porchfake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks a fake, and reads what it answers. */
final class Client implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final FakePorch porch;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Client(FakePorch porch) {
        this.porch = porch;
    }

    /** What came back. */
    record Said(int status, JsonNode body, HttpResponse<?> response) {
        String message() {
            return body.path("message").asString("");
        }

        String meta(String field) {
            return body.path("metadata").path(field).asString("");
        }

        JsonNode spec(String field) {
            return body.path("spec").path(field);
        }
    }

    static ObjectNode draft(String repository, String packageName, String workspace) {
        ObjectNode object = JSON.createObjectNode();
        object.putObject("metadata").put("namespace", "ran").putObject("labels").put("by", "test");
        ((ObjectNode) object.path("metadata")).putObject("annotations").put("note", workspace);
        ObjectNode spec = object.putObject("spec")
                .put("repository", repository)
                .put("packageName", packageName)
                .put("workspaceName", workspace)
                .put("lifecycle", "Draft");
        spec.putArray("tasks").addObject().put("type", "init").putObject("init").put("description", "it");
        return object;
    }

    static ObjectNode edit(String repository, String packageName, String workspace, String source) {
        ObjectNode object = draft(repository, packageName, workspace);
        ((ObjectNode) object.path("spec"))
                .putArray("tasks")
                .addObject()
                .put("type", "edit")
                .putObject("edit")
                .putObject("sourceRef")
                .put("name", source);
        return object;
    }

    Said create(ObjectNode draft) {
        return send("POST", "/packagerevisions", draft);
    }

    Said get(String name) {
        return send("GET", "/packagerevisions/" + name, null);
    }

    Said files(String name) {
        return send("GET", "/packagerevisionresources/" + name, null);
    }

    Said write(String name, String version, String file, String text) {
        ObjectNode object = JSON.createObjectNode();
        object.putObject("metadata").put("name", name).put("resourceVersion", version);
        object.putObject("spec")
                .putObject("resources")
                .put("Kptfile", "kind: Kptfile\n")
                .put(file, text);
        return send("PUT", "/packagerevisionresources/" + name, object);
    }

    Said move(String name, String lifecycle) {
        ObjectNode patch = JSON.createObjectNode();
        patch.putObject("spec").put("lifecycle", lifecycle);
        return send("PATCH", "/packagerevisions/" + name, patch);
    }

    Said approve(String name, String lifecycle) {
        ObjectNode object = (ObjectNode) get(name).body();
        ((ObjectNode) object.path("spec")).put("lifecycle", lifecycle);
        return send("PUT", "/packagerevisions/" + name + "/approval", object);
    }

    Said delete(String name) {
        return send("DELETE", "/packagerevisions/" + name, null);
    }

    List<String> list(String query) {
        return names(send("GET", "/packagerevisions?" + query, null));
    }

    static List<String> names(Said list) {
        return list.body()
                .path("items")
                .valueStream()
                .map(item -> item.path("metadata").path("name").asString(""))
                .toList();
    }

    static String fields(String selector) {
        return "fieldSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
    }

    /** Takes a draft through to Published. */
    Said publish(ObjectNode draft) {
        String name = create(draft).meta("name");
        move(name, "Proposed");
        return approve(name, "Published");
    }

    Said send(String method, String path, JsonNode body) {
        return send(method, "v1alpha1", path, body);
    }

    Said send(String method, String version, String path, JsonNode body) {
        try {
            HttpResponse<byte[]> response = http.send(request(method, version, path, body), BodyHandlers.ofByteArray());
            return new Said(response.statusCode(), JSON.readTree(response.body()), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<Said> later(String method, String path, JsonNode body) {
        return http.sendAsync(request(method, "v1alpha1", path, body), BodyHandlers.ofByteArray())
                .thenApply(response -> new Said(response.statusCode(), JSON.readTree(response.body()), response));
    }

    /** The lines of a watch; closing the stream ends it. */
    Stream<JsonNode> watch(String query) throws Exception {
        return http.send(
                        request("GET", "v1alpha1", "/packagerevisions?watch=true&" + query, null),
                        BodyHandlers.ofLines())
                .body()
                .map(JSON::readTree);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest request(String method, String version, String path, JsonNode body) {
        return HttpRequest.newBuilder(
                        porch.address().resolve("/apis/porch.kpt.dev/" + version + "/namespaces/ran" + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
    }
}
