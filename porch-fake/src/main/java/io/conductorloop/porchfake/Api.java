package io.conductorloop.porchfake;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The resources by their paths. */
final class Api {
    private final Revisions revisions;
    private final GitLocks locks;
    private final Latencies latencies;
    private final FirstVersion first;
    private final SecondVersion second;
    private final PackageFiles files;

    Api(Revisions revisions, Latencies latencies, long seed) {
        this.revisions = revisions;
        this.latencies = latencies;
        this.locks = new GitLocks(seed);
        this.first = new FirstVersion(revisions, locks, latencies);
        this.second = new SecondVersion(revisions, locks, latencies);
        this.files = new PackageFiles(revisions, locks, latencies, second);
    }

    Reply answer(Call call, Turn turn) {
        String what =
                call.method() + " " + call.resource() + (call.subresource().isEmpty() ? "" : "/" + call.subresource());
        boolean named = !call.name().isEmpty();
        return switch (what) {
            case "GET repositories" -> named ? repository(call) : repositories(call);
            case "GET packagerevisions" -> named ? get(call, turn) : list(call, turn, false);
            case "POST packagerevisions" ->
                call.isSecondVersion() ? second.create(call, turn) : first.create(call, turn);
            case "PUT packagerevisions", "PATCH packagerevisions" ->
                call.isSecondVersion() ? second.update(call, turn) : first.update(call, turn);
            case "GET packagerevisions/approval", "PUT packagerevisions/approval", "PATCH packagerevisions/approval" ->
                approval(call, turn);
            case "DELETE packagerevisions" ->
                call.isSecondVersion() ? second.delete(call, turn) : first.delete(call, turn);
            case "GET packagerevisionresources" -> named ? files.get(call, turn) : list(call, turn, true);
            case "PUT packagerevisionresources", "PATCH packagerevisionresources" -> files.update(call, turn);
            case "POST packagerevisionresources", "DELETE packagerevisionresources" ->
                Reply.failure(
                        405, call.method() + " is not supported on resources of kind \"packagerevisionresources\"");
            default -> Reply.failure(404, "the server could not find the requested resource");
        };
    }

    /** What a watch, or a list, shows at the beginning. */
    List<ObjectNode> selected(Call call, Selectors selectors, Turn turn) {
        List<ObjectNode> found = new ArrayList<>();
        for (Repository repository : revisions.repositories()) {
            if (repository.migrated() == call.isSecondVersion()) {
                found.addAll(
                        call.isSecondVersion()
                                ? revisions.list(call.namespace(), repository.name(), selectors)
                                : read(call, repository, selectors, turn));
            }
        }
        return found;
    }

    private List<ObjectNode> read(Call call, Repository repository, Selectors selectors, Turn turn) {
        String wanted = call.query().getOrDefault("fieldSelector", "");
        if (wanted.contains("spec.repository=")
                && !wanted.matches(".*spec\\.repository==?" + repository.name() + "(,.*)?")) {
            return List.of();
        }
        return locks.holding(repository.url(), turn, () -> {
            locks.take(latencies.read(), turn);
            return revisions.list(call.namespace(), repository.name(), selectors);
        });
    }

    private Reply get(Call call, Turn turn) {
        return call.isSecondVersion() ? second.get(call) : first.get(call, turn);
    }

    private Reply approval(Call call, Turn turn) {
        if (call.isSecondVersion()) {
            return Reply.failure(404, "the server could not find the requested resource");
        }
        return call.method().equals("GET") ? first.get(call, turn) : first.update(call, turn);
    }

    /** A list has no resource version of its own, and comes whole whatever limit is asked for. */
    private Reply list(Call call, Turn turn, boolean withFiles) {
        Selectors selectors = Selectors.of(call);
        if (selectors.refusal() != null) {
            return Reply.failure(400, selectors.refusal());
        }
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("apiVersion", "porch.kpt.dev/" + call.version())
                .put("kind", withFiles ? "PackageRevisionResourcesList" : "PackageRevisionList");
        list.putObject("metadata");
        List<ObjectNode> found = selected(call, selectors, turn);
        list.putArray("items")
                .addAll(withFiles ? found.stream().map(files::object).toList() : found);
        return Reply.ok(list);
    }

    private Reply repositories(Call call) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("apiVersion", "config.porch.kpt.dev/v1alpha1").put("kind", "RepositoryList");
        list.putObject("metadata");
        list.putArray("items")
                .addAll(revisions.repositories().stream()
                        .map(one -> one.object(call.namespace()))
                        .toList());
        return Reply.ok(list);
    }

    private Reply repository(Call call) {
        Repository found = revisions.repository(call.name());
        return found == null
                ? Reply.missing("repositories.config.porch.kpt.dev", call.name())
                : Reply.ok(found.object(call.namespace()));
    }
}
