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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Package revisions in {@code porch.kpt.dev/v1alpha2}: objects like any other, which a controller works on in its own time. What
 * was submitted has ended when the object's conditions say so; until then its state is pending. Files are still those of
 * v1alpha1, and are rendered after the answer.
 */
public final class V1alpha2Revisions implements PackageRevisions {
    private static final String VERSION = "porch.kpt.dev/v1alpha2";
    private static final String RENDER_REQUEST = "porch.kpt.dev/render-request";

    private final ClusterApi api;
    private final RevisionFiles files;

    public V1alpha2Revisions(ClusterApi api) {
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

    /** Here the name is ours to choose; what keeps files parses it, so it is the one that v1alpha1 would derive. */
    @Override
    public Answer<RevisionState> create(RevisionDraft draft) {
        ObjectNode object =
                api.json().createObjectNode().put("apiVersion", VERSION).put("kind", "PackageRevision");
        ObjectNode metadata =
                object.putObject("metadata").put("name", draft.derivedName()).put("namespace", api.namespace());
        ObjectNode labels = metadata.putObject("labels");
        RevisionDraft.LABELS.forEach(labels::put);
        ObjectNode annotations = metadata.putObject("annotations");
        draft.annotations().forEach(annotations::put);
        ObjectNode from = object.putObject("spec")
                .put("repository", draft.repository())
                .put("packageName", draft.packageName())
                .put("workspaceName", draft.workspace())
                .put("lifecycle", "Draft")
                .putObject("source");
        RevisionState source = draft.source();
        if (source == null) {
            from.putObject("init").put("description", draft.description());
        } else {
            from.putObject("copyFrom").put("name", source.name());
        }
        return one(PorchCall.CREATE, api.post(path(), object));
    }

    @Override
    public Answer<SortedMap<String, String>> read(RevisionState revision) {
        return files.read(revision);
    }

    @Override
    public Answer<Written> write(RevisionState draft, SortedMap<String, String> content) {
        return switch (files.version(draft)) {
            case Answer.Done<String>(String version) ->
                switch (files.write(draft, version, content)) {
                    case Answer.Done<JsonNode> _ ->
                        switch (look(draft)) {
                            case Answer.Done<RevisionState>(RevisionState state) ->
                                new Answer.Done<>(new Written(state, content));
                            case Answer<RevisionState> other -> Answer.instead(other);
                        };
                    case Answer<JsonNode> other -> Answer.instead(other);
                };
            case Answer<String> other -> Answer.instead(other);
        };
    }

    @Override
    public Answer<RevisionState> propose(RevisionState draft) {
        return move(PorchCall.PROPOSE, draft, "Proposed");
    }

    @Override
    public Answer<RevisionState> publish(RevisionState proposed) {
        return move(PorchCall.PUBLISH, proposed, "Published");
    }

    @Override
    public Answer<RevisionState> delete(RevisionState open) {
        return api.answer(PorchCall.DELETE, api.delete(path(open.name())), _ -> open);
    }

    private Answer<RevisionState> move(PorchCall call, RevisionState revision, String lifecycle) {
        ObjectNode patch = api.json().createObjectNode();
        patch.putObject("metadata").put("resourceVersion", revision.resourceVersion());
        patch.putObject("spec").put("lifecycle", lifecycle);
        return one(call, api.merge(path(revision.name()), patch));
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

    private static @Nullable RevisionState state(JsonNode object) {
        Lifecycle lifecycle = RevisionJson.lifecycle(object);
        String name = RevisionJson.meta(object, "name");
        if (lifecycle == null || name.isEmpty()) {
            return null;
        }
        Map<String, String> annotations = RevisionJson.annotations(object);
        JsonNode status = object.path("status");
        int revision = RevisionJson.revision(status.path("revision"));
        String rendering = annotations.getOrDefault(RENDER_REQUEST, "");
        Standing standing = Standing.of(object, lifecycle, revision, rendering);
        return new RevisionState(
                name,
                RevisionJson.spec(object, "repository"),
                RevisionJson.spec(object, "packageName"),
                RevisionJson.spec(object, "workspaceName"),
                lifecycle,
                revision,
                RevisionJson.meta(object, "resourceVersion"),
                rendering,
                standing.pending(),
                standing.error(),
                annotations,
                RevisionJson.createdAt(object),
                "");
    }

    /** What the conditions say about the step submitted last. */
    private record Standing(boolean pending, @Nullable String error) {
        static Standing of(JsonNode object, Lifecycle lifecycle, int revision, String rendering) {
            JsonNode status = object.path("status");
            JsonNode ready = condition(status, "Ready");
            JsonNode rendered = condition(status, "Rendered");
            long observed = status.path("observedGeneration").asLong(0);
            boolean isSeen = observed == 0
                    || observed >= object.path("metadata").path("generation").asLong(0);
            boolean isRendered = rendering.isEmpty()
                    || rendering.equals(
                            status.path("observedPrrResourceVersion").asString(""));
            if (!isSeen || !isRendered || ready.isMissingNode() || is(ready, "Unknown") || is(rendered, "Unknown")) {
                return new Standing(true, null);
            }
            if (is(rendered, "False")) {
                return new Standing(false, says(rendered));
            }
            if (is(ready, "False")) {
                boolean hasFailed = ready.path("reason").asString("").matches("(?i).*(fail|error).*");
                return new Standing(!hasFailed, hasFailed ? says(ready) : null);
            }
            boolean isPublishing =
                    revision < 1 && (lifecycle == Lifecycle.PUBLISHED || lifecycle == Lifecycle.DELETION_PROPOSED);
            return new Standing(isPublishing, null);
        }

        private static JsonNode condition(JsonNode status, String type) {
            for (JsonNode condition : status.path("conditions")) {
                if (condition.path("type").asString("").equals(type)) {
                    return condition;
                }
            }
            return status.path("no condition");
        }

        private static boolean is(JsonNode condition, String value) {
            return condition.path("status").asString("").equals(value);
        }

        private static String says(JsonNode condition) {
            return condition.path("message").asString(condition.path("reason").asString("no reason given"));
        }
    }

    private String path() {
        return "/apis/" + VERSION + "/namespaces/" + api.namespace() + "/packagerevisions";
    }

    private String path(String name) {
        return path() + "/" + name;
    }
}
