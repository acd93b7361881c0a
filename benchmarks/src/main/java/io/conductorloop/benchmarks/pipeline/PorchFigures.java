package io.conductorloop.benchmarks.pipeline;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a Porch server and the executor before it say about their work. */
final class PorchFigures implements AutoCloseable {
    private static final String CALLS = "conductor_loop_porch_call_duration_seconds";
    private static final String REPOSITORIES = "call=\"repositories\"";
    private static final String PATH = "/apis/porch.kpt.dev/v1alpha1/namespaces/default/packagerevisions";

    private final URI porch;
    private final URI executor;
    private final HttpClient http = HttpClient.newHttpClient();

    PorchFigures(URI porch, URI executor) {
        this.porch = porch;
        this.executor = executor;
    }

    /** What is published: revisions, the intents in them, and how many packages each repository has. */
    record Published(int revisions, int intents, Map<String, Integer> packages) {}

    /** The executor's calls so far, and the seconds they took; lists of repositories left out. */
    record Calls(double count, double seconds) {
        Calls since(Calls before) {
            return new Calls(count - before.count, seconds - before.seconds);
        }
    }

    Published published() throws IOException, InterruptedException {
        JsonNode list = JsonMapper.shared().readTree(get(porch.resolve(PATH)));
        int revisions = 0;
        int intents = 0;
        Map<String, Set<String>> packages = new TreeMap<>();
        for (JsonNode item : list.path("items")) {
            JsonNode spec = item.path("spec");
            if (spec.path("revision").asInt(0) > 0) {
                revisions++;
                String ids = item.path("metadata")
                        .path("annotations")
                        .path("nephoran.io/intent-ids")
                        .asString("");
                intents += ids.isEmpty() ? 0 : ids.split(",", -1).length;
                packages.computeIfAbsent(spec.path("repository").asString(""), _ -> new HashSet<>())
                        .add(spec.path("packageName").asString(""));
            }
        }
        Map<String, Integer> counts = new TreeMap<>();
        packages.forEach((repository, names) -> counts.put(repository, names.size()));
        return new Published(revisions, intents, counts);
    }

    Calls calls() throws IOException, InterruptedException {
        String metrics = get(executor.resolve("/actuator/prometheus"));
        return new Calls(sum(metrics, CALLS + "_count"), sum(metrics, CALLS + "_sum"));
    }

    private static double sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{") && !line.contains(REPOSITORIES))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String get(URI address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        http.close();
    }
}
