package io.conductorloop.endtoend;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.Target;
import io.conductorloop.testkit.promises.Evidence.Effect;
import io.conductorloop.testkit.promises.Evidence.Received;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a Porch server shows of package revisions, read over its API. */
final class PorchRevisions {
    private static final String PATH = "/apis/porch.kpt.dev/v1alpha1/namespaces/default/packagerevisions";
    private static final String IDS = "nephoran.io/intent-ids";

    private final URI server;
    private final HttpClient http = HttpClient.newHttpClient();

    PorchRevisions(URI server) {
        this.server = server;
    }

    /** Names of those that are neither published nor gone. */
    List<String> drafts() throws IOException, InterruptedException {
        return all().stream()
                .filter(revision -> text(revision, "spec", "lifecycle").matches("Draft|Proposed"))
                .map(revision -> text(revision, "metadata", "name"))
                .toList();
    }

    /** The intents of the published revisions, by package in the order of their numbers. */
    List<Effect> effects(List<Received> received) throws IOException, InterruptedException {
        Map<IntentId, Received> byId = new HashMap<>();
        received.forEach(record ->
                byId.merge(record.id(), record, (one, other) -> one.sequence() < other.sequence() ? one : other));
        List<Effect> effects = new ArrayList<>();
        for (JsonNode revision : published()) {
            String ids = revision.path("metadata").path("annotations").path(IDS).asString("");
            for (String id : ids.isEmpty() ? List.<String>of() : List.of(ids.split(","))) {
                Received record = byId.get(IntentId.parse(id));
                effects.add(new Effect(record.id(), Target.ofKey(record.key()), record.sequence()));
            }
        }
        return effects;
    }

    /** Published revisions by repository, package and number; the placeholders of branches left out. */
    List<JsonNode> published() throws IOException, InterruptedException {
        return all().stream()
                .filter(revision -> text(revision, "spec", "lifecycle").equals("Published"))
                .filter(revision -> revision.path("spec").path("revision").asInt() > 0)
                .sorted(Comparator.comparing((JsonNode revision) -> text(revision, "spec", "repository"))
                        .thenComparing(revision -> text(revision, "spec", "packageName"))
                        .thenComparing(revision ->
                                revision.path("spec").path("revision").asInt()))
                .toList();
    }

    private List<JsonNode> all() throws IOException, InterruptedException {
        byte[] body = http.send(HttpRequest.newBuilder(server.resolve(PATH)).build(), BodyHandlers.ofByteArray())
                .body();
        return JsonMapper.shared().readTree(body).path("items").valueStream().toList();
    }

    private static String text(JsonNode object, String part, String field) {
        return object.path(part).path(field).asString("");
    }
}
