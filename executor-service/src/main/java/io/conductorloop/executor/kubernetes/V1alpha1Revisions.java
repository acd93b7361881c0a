package io.conductorloop.executor.kubernetes;

import io.conductorloop.executor.porch.Answer;
import io.conductorloop.executor.porch.Lifecycle;
import io.conductorloop.executor.porch.PackageRevisions;
import io.conductorloop.executor.porch.PorchCall;
import io.conductorloop.executor.porch.RevisionDraft;
import io.conductorloop.executor.porch.RevisionListing;
import io.conductorloop.executor.porch.RevisionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Package revisions in {@code porch.kpt.dev/v1alpha1}: an aggregated API whose server makes up its objects from git or a
 * database. It carries a step out before it answers, so what it answers has been seen to end.
 */
public final class V1alpha1Revisions implements PackageRevisions {
    private static final String VERSION = "porch.kpt.dev/v1alpha1";

    private final ClusterApi api;
    private final RevisionFiles files;

    public V1alpha1Revisions(ClusterApi api) {
        this.api = api;
        this.files = new RevisionFiles(api);
    }

    @Override
    public Answer<RevisionListing> list(String repository, String packageName) {
        return list(Map.of("fieldSelector", "spec.repository=" + repository + ",spec.packageName=" + packageName));
    }

    @Override
    public Answer<RevisionListing> drafts(String repository) {
        String labels = RevisionDraft.LABELS.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        return list(Map.of("fieldSelector", "spec.repository=" + repository, "labelSelector", labels));
    }

    @Override
    public Answer<RevisionState> look(RevisionState revision) {
        return one(PorchCall.READ, api.get(path(revision.name()), Map.of()));
    }

    @Override
    public Answer<RevisionState> create(RevisionDraft draft) {
        ObjectNode object =
                api.json().createObjectNode().put("apiVersion", VERSION).put("kind", "PackageRevision");
        ObjectNode metadata = object.putObject("metadata").put("namespace", api.namespace());
        ObjectNode labels = metadata.putObject("labels");
        RevisionDraft.LABELS.forEach(labels::put);
        ObjectNode annotations = metadata.putObject("annotations");
        draft.annotations().forEach(annotations::put);
        ObjectNode spec = object.putObject("spec")
                .put("repository", draft.repository())
                .put("packageName", draft.packageName())
                .put("workspaceName", draft.workspace())
                .put("lifecycle", "Draft");
        ObjectNode task = spec.putArray("tasks").addObject();
        RevisionState source = draft.source();
        if (source == null) {
            task.put("type", "init").putObject("init").put("description", draft.description());
        } else {
            task.put("type", "edit").putObject("edit").putObject("sourceRef").put("name", source.name());
        }
        return one(PorchCall.CREATE, api.post(path(), object));
    }

    @Override
    public Answer<SortedMap<String, String>> read(RevisionState revision) {
        return files.read(revision);
    }

    @Override
    public Answer<Written> write(RevisionState draft, SortedMap<String, String> content) {
        return switch (files.write(draft, draft.resourceVersion(), content)) {
            case Answer.Done<JsonNode>(JsonNode object) -> new Answer.Done<>(written(draft, content, object));
            case Answer<JsonNode> other -> Answer.instead(other);
        };
    }

    @Override
    public Answer<RevisionState> propose(RevisionState draft) {
        ObjectNode patch = api.json().createObjectNode();
        patch.putObject("metadata").put("resourceVersion", draft.resourceVersion());
        patch.putObject("spec").put("lifecycle", "Proposed");
        return one(PorchCall.PROPOSE, api.merge(path(draft.name()), patch));
    }

    /** The whole object goes back: what is left out of it, notes among it, would be lost. */
    @Override
    public Answer<RevisionState> publish(RevisionState proposed) {
        try {
            ObjectNode object = (ObjectNode) api.json().readTree(proposed.document());
            object.put("apiVersion", VERSION).put("kind", "PackageRevision");
            object.withObject("/spec").put("lifecycle", "Published");
            return one(PorchCall.PUBLISH, api.put(path(proposed.name()) + "/approval", object));
        } catch (JacksonException e) {
            throw new IllegalStateException("not a document of v1alpha1: " + proposed.name(), e);
        }
    }

    @Override
    public Answer<RevisionState> delete(RevisionState open) {
        return api.answer(PorchCall.DELETE, api.delete(path(open.name())), _ -> open);
    }

    private Answer<RevisionListing> list(Map<String, String> selectors) {
        return api.answer(PorchCall.LIST, api.get(path(), selectors), answered -> {
            List<RevisionState> revisions = new ArrayList<>();
            for (JsonNode item : answered.body().path("items")) {
                RevisionState state = state(item);
                if (state != null) {
                    revisions.add(state);
                }
            }
            return answered.body().isObject() ? new RevisionListing(revisions, answered.at()) : null;
        });
    }

    private Answer<RevisionState> one(PorchCall call, Reply reply) {
        return api.answer(call, reply, answered -> state(answered.body()));
    }

    private static Written written(RevisionState draft, SortedMap<String, String> content, JsonNode object) {
        SortedMap<String, String> kept = RevisionJson.files(object);
        String version = RevisionJson.meta(object, "resourceVersion");
        String error = object.path("status").path("renderStatus").path("error").asString("");
        return new Written(
                new RevisionState(
                        draft.name(),
                        draft.repository(),
                        draft.packageName(),
                        draft.workspace(),
                        draft.lifecycle(),
                        draft.revision(),
                        version,
                        version,
                        false,
                        error.isEmpty() ? null : error,
                        draft.annotations(),
                        draft.createdAt(),
                        draft.document()),
                kept.isEmpty() ? content : kept);
    }

    private static @Nullable RevisionState state(JsonNode object) {
        Lifecycle lifecycle = RevisionJson.lifecycle(object);
        String name = RevisionJson.meta(object, "name");
        if (lifecycle == null || name.isEmpty()) {
            return null;
        }
        String version = RevisionJson.meta(object, "resourceVersion");
        return new RevisionState(
                name,
                RevisionJson.spec(object, "repository"),
                RevisionJson.spec(object, "packageName"),
                RevisionJson.spec(object, "workspaceName"),
                lifecycle,
                RevisionJson.revision(object.path("spec").path("revision")),
                version,
                version,
                false,
                null,
                RevisionJson.annotations(object),
                RevisionJson.createdAt(object),
                lifecycle.isPublished() ? "" : object.toString());
    }

    private String path() {
        return "/apis/" + VERSION + "/namespaces/" + api.namespace() + "/packagerevisions";
    }

    private String path(String name) {
        return path() + "/" + name;
    }
}
