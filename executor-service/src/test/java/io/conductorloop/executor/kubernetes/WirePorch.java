package io.conductorloop.executor.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The little of Porch's API that shows whether requests are put as they must be: paths, methods, media types and objects, in both
 * versions. In v1alpha2 each step is seen to have ended only at the second look.
 */
public final class WirePorch implements AutoCloseable {
    private static final String RENDER_REQUEST = "porch.kpt.dev/render-request";

    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, ObjectNode> revisions = new LinkedHashMap<>();
    private final Map<String, ObjectNode> files = new LinkedHashMap<>();
    private final Map<String, ObjectNode> repositories = new LinkedHashMap<>();
    private final HttpServer server;
    private Function<String, Fault> faults = _ -> Fault.NONE;
    private long versions;

    public WirePorch() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** What becomes of a request. */
    record Fault(boolean works, Response response, int status, String message) {
        static final Fault NONE = new Fault(true, Response.SENT, 0, "");
        static final Fault DROPPED = new Fault(true, Response.DROPPED, 0, "");
        static final Fault HUNG = new Fault(true, Response.HELD, 0, "");

        static Fault instead(int status, String message) {
            return new Fault(false, Response.SENT, status, message);
        }
    }

    /** What becomes of the answer. */
    enum Response {
        SENT,
        DROPPED,
        HELD
    }

    /** Decides by {@code METHOD kind}, such as {@code PUT approval}. */
    synchronized void faults(Function<String, Fault> decide) {
        faults = decide;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public synchronized void register(String name, boolean migrated, String ready) {
        ObjectNode repository = json.createObjectNode();
        ObjectNode metadata = repository.putObject("metadata").put("name", name);
        if (migrated) {
            metadata.putObject("annotations").put("porch.kpt.dev/v1alpha2-migration", "true");
        }
        ObjectNode spec = repository.putObject("spec").put("type", "git").put("deployment", true);
        spec.putObject("git")
                .put("repo", "https://git.example.org/" + name + ".git")
                .put("branch", "main");
        repository
                .putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", ready)
                .put("message", "says the server");
        repositories.put(name, repository);
    }

    /** The packages that a repository has revisions of. */
    synchronized List<String> packages(String repository) {
        return revisions.values().stream()
                .map(revision -> revision.path("spec"))
                .filter(spec -> spec.path("repository").asString("").equals(repository))
                .map(spec -> spec.path("packageName").asString(""))
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String[] parts = path.substring(1).split("/");
        JsonNode body = json.readTree(exchange.getRequestBody().readAllBytes());
        Answer answer;
        synchronized (this) {
            Fault fault = faults.apply(exchange.getRequestMethod() + " " + parts[parts.length > 7 ? 7 : 5]);
            answer = fault.works() ? answer(exchange, parts, body) : status(fault.status(), fault.message());
            if (fault.response() != Response.SENT) {
                if (fault.response() == Response.DROPPED) {
                    exchange.close();
                }
                return;
            }
            if (fault.status() == 429) {
                exchange.getResponseHeaders().set("Retry-After", "1");
            }
        }
        byte[] bytes = json.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private record Answer(int status, JsonNode body) {}

    /** Parts: {@code apis group version namespaces ns kind [name [subresource]]}. */
    private Answer answer(HttpExchange exchange, String[] parts, JsonNode body) {
        String method = exchange.getRequestMethod();
        boolean second = parts[2].equals("v1alpha2");
        String name = parts.length > 6 ? parts[6] : "";
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (method.equals("PATCH") != type.equals("application/merge-patch+json")) {
            return status(415, "the media type " + type + " does not fit " + method);
        }
        return switch (method + " " + parts[5] + (parts.length > 7 ? "/" + parts[7] : "")) {
            case "GET repositories" -> list(new ArrayList<>(repositories.values()));
            case "GET packagerevisions" ->
                name.isEmpty() ? select(exchange.getRequestURI().getRawQuery(), second) : look(name);
            case "POST packagerevisions" -> create(body, second);
            case "PATCH packagerevisions" -> move(name, body, second, false);
            case "PUT packagerevisions/approval" -> move(name, body, second, true);
            case "DELETE packagerevisions" -> delete(name);
            case "GET packagerevisionresources" ->
                files.containsKey(name) ? new Answer(200, resources(name)) : missing(name);
            case "PUT packagerevisionresources" -> write(name, body);
            default -> status(405, "no " + method + " here");
        };
    }

    private Answer select(String query, boolean second) {
        List<ObjectNode> selected = new ArrayList<>(revisions.values());
        for (String parameter : query.split("&")) {
            String selector =
                    URLDecoder.decode(parameter.substring(parameter.indexOf('=') + 1), StandardCharsets.UTF_8);
            for (String term : selector.split(",")) {
                String[] pair = term.split("=", 2);
                selected.removeIf(revision -> pair[0].startsWith("spec.")
                        ? !revision.path("spec")
                                .path(pair[0].substring(5))
                                .asString("")
                                .equals(pair[1])
                        : !revision.path("metadata")
                                .path("labels")
                                .path(pair[0])
                                .asString("")
                                .equals(pair[1]));
            }
        }
        selected.removeIf(
                revision -> isMigrated(revision.path("spec").path("repository").asString("")) != second);
        return list(selected);
    }

    private Answer look(String name) {
        ObjectNode revision = revisions.get(name);
        if (revision == null) {
            return missing(name);
        }
        settle(revision);
        return new Answer(200, revision);
    }

    /** The controller of v1alpha2 has been at work since the last look. */
    private void settle(ObjectNode revision) {
        if (!revision.has("status")) {
            return;
        }
        ObjectNode status = (ObjectNode) revision.path("status");
        status.put(
                "observedPrrResourceVersion",
                revision.path("metadata")
                        .path("annotations")
                        .path(RENDER_REQUEST)
                        .asString(""));
        ArrayNode conditions = status.putArray("conditions");
        conditions.addObject().put("type", "Ready").put("status", "True");
        String content =
                files.get(revision.path("metadata").path("name").asString("")).toString();
        conditions
                .addObject()
                .put("type", "Rendered")
                .put("status", content.contains("breaks-render") ? "False" : "True")
                .put("message", "no such function");
        if (revision.path("spec").path("lifecycle").asString("").equals("Published") && !status.has("revision")) {
            status.put("revision", next(revision));
        }
    }

    private Answer create(JsonNode body, boolean second) {
        JsonNode spec = body.path("spec");
        String repository = spec.path("repository").asString("");
        if (!repositories.containsKey(repository)) {
            return status(404, "repositories.config.porch.kpt.dev \"" + repository + "\" not found");
        }
        if (isMigrated(repository) && !second) {
            return status(410, "repository " + repository + " is managed by v1alpha2");
        }
        String packageName = spec.path("packageName").asString("");
        String name = repository + "." + packageName + "."
                + spec.path("workspaceName").asString("");
        if (second && !body.path("metadata").path("name").asString("").equals(name)) {
            return status(422, "metadata.name: Invalid value");
        }
        if (revisions.containsKey(name)) {
            return second ? status(409, name + " already exists") : status(500, "workspaceNames must be unique");
        }
        String source = second
                ? spec.path("source").path("copyFrom").path("name").asString("")
                : spec.path("tasks")
                        .path(0)
                        .path("edit")
                        .path("sourceRef")
                        .path("name")
                        .asString("");
        boolean init = second
                ? spec.path("source").has("init")
                : spec.path("tasks").path(0).has("init");
        if (init
                && revisions.values().stream()
                        .anyMatch(other -> other.path("spec")
                                        .path("repository")
                                        .asString("")
                                        .equals(repository)
                                && other.path("spec")
                                        .path("packageName")
                                        .asString("")
                                        .equals(packageName))) {
            return status(500, "package \"" + packageName + "\" already exists in repository \"" + repository + "\"");
        }
        if (!init && !files.containsKey(source)) {
            return status(500, "source revision must be published");
        }
        ObjectNode revision = ((ObjectNode) body).deepCopy();
        revision.withObject("/metadata")
                .put("name", name)
                .put(
                        "creationTimestamp",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        if (second) {
            revision.putObject("status");
        }
        files.put(
                name,
                init
                        ? json.createObjectNode()
                                .put("Kptfile", "kind: Kptfile\n")
                                .put("README.md", "# it")
                        : files.get(source).deepCopy());
        revisions.put(name, revision);
        touch(revision);
        return new Answer(201, revision.deepCopy());
    }

    private Answer move(String name, JsonNode body, boolean second, boolean approval) {
        ObjectNode revision = revisions.get(name);
        if (revision == null) {
            return missing(name);
        }
        if (!version(revision).equals(version(body))) {
            return status(second ? 409 : 500, "the object has been modified");
        }
        String from = revision.path("spec").path("lifecycle").asString("");
        String to = body.path("spec").path("lifecycle").asString("");
        boolean fits = from.equals("Draft")
                ? to.equals("Proposed") && !approval
                : from.equals("Proposed") && to.equals("Published") && approval != second;
        if (!fits) {
            return status(422, "spec.lifecycle: Invalid value: " + to);
        }
        if (approval
                && !body.path("metadata")
                        .path("annotations")
                        .equals(revision.path("metadata").path("annotations"))) {
            return status(422, "the annotations would be lost");
        }
        revision.withObject("/spec").put("lifecycle", to);
        if (!second && to.equals("Published")) {
            revision.withObject("/spec").put("revision", next(revision));
        }
        touch(revision);
        return new Answer(200, revision.deepCopy());
    }

    private Answer delete(String name) {
        ObjectNode revision = revisions.get(name);
        if (revision == null) {
            return missing(name);
        }
        if (revision.path("spec").path("lifecycle").asString("").equals("Published")) {
            return status(403, "is published");
        }
        files.remove(name);
        revisions.remove(name);
        return status(200, "");
    }

    private Answer write(String name, JsonNode body) {
        ObjectNode revision = revisions.get(name);
        if (revision == null) {
            return missing(name);
        }
        boolean second = revision.has("status");
        if (!version(revision).equals(version(body))) {
            return status(500, "the object has been modified");
        }
        if (!revision.path("spec").path("lifecycle").asString("").equals("Draft")) {
            return status(500, "package must be Draft");
        }
        if (!second && body.toString().contains("breaks-render")) {
            return status(500, "error rendering package. Package NOT pushed to remote");
        }
        files.put(name, (ObjectNode) body.path("spec").path("resources").deepCopy());
        touch(revision);
        if (second) {
            revision.withObject("/metadata/annotations").put(RENDER_REQUEST, version(revision));
        }
        return new Answer(200, resources(name));
    }

    private ObjectNode resources(String name) {
        ObjectNode object = json.createObjectNode();
        object.putObject("metadata").put("name", name).put("resourceVersion", version(revisions.get(name)));
        object.putObject("spec").set("resources", files.get(name).deepCopy());
        return object;
    }

    private int next(ObjectNode revision) {
        return 1
                + revisions.values().stream()
                        .filter(other -> other.path("spec")
                                        .path("repository")
                                        .equals(revision.path("spec").path("repository"))
                                && other.path("spec")
                                        .path("packageName")
                                        .equals(revision.path("spec").path("packageName")))
                        .mapToInt(other -> Math.max(
                                other.path("spec").path("revision").asInt(0),
                                other.path("status").path("revision").asInt(0)))
                        .max()
                        .orElse(0);
    }

    private boolean isMigrated(String repository) {
        return repositories.containsKey(repository)
                && repositories.get(repository).path("metadata").has("annotations");
    }

    private void touch(ObjectNode revision) {
        revision.withObject("/metadata").put("resourceVersion", Long.toHexString(0xbeef00 + ++versions));
    }

    private static String version(JsonNode object) {
        return object.path("metadata").path("resourceVersion").asString("");
    }

    private Answer list(List<ObjectNode> items) {
        ObjectNode list = json.createObjectNode();
        list.putArray("items").addAll(items.stream().map(ObjectNode::deepCopy).toList());
        return new Answer(200, list);
    }

    private Answer missing(String name) {
        return status(404, "packagerevisions.porch.kpt.dev \"" + name + "\" not found");
    }

    private Answer status(int code, String message) {
        return new Answer(code, json.createObjectNode().put("kind", "Status").put("message", message));
    }
}
