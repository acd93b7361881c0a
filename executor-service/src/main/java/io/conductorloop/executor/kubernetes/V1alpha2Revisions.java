package io.conductorloop.executor.kubernetes;

import io.conductorloop.executor.porch.Answer;
import io.conductorloop.executor.porch.Lifecycle;
import io.conductorloop.executor.porch.PackageRevisions;
import io.conductorloop.executor.porch.PorchCall;
import io.conductorloop.executor.porch.RevisionDraft;
import io.conductorloop.executor.porch.RevisionListing;
import io.conductorloop.executor.porch.RevisionState;
import java.util.Map;
import java.util.SortedMap;
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

    private final RevisionObjects objects;
    private final RevisionFiles files;

    public V1alpha2Revisions(ClusterApi api) {
        this.objects = new RevisionObjects(api, VERSION, V1alpha2Revisions::state);
        this.files = new RevisionFiles(api);
    }

    @Override
    public Answer<RevisionListing> list(String repository, String packageName) {
        return objects.list(repository, packageName);
    }

    @Override
    public Answer<RevisionListing> named(String packageName) {
        return objects.named(packageName);
    }

    @Override
    public Answer<RevisionListing> drafts(String repository) {
        return objects.ours(repository);
    }

    @Override
    public Answer<RevisionState> look(RevisionState revision) {
        return objects.get(revision.name());
    }

    /** Here the name is ours to choose; what keeps files parses it, so it is the one that v1alpha1 would derive. */
    @Override
    public Answer<RevisionState> create(RevisionDraft draft) {
        ObjectNode object = objects.object(draft);
        object.withObject("/metadata").put("name", draft.derivedName());
        ObjectNode from = object.withObject("/spec").putObject("source");
        RevisionState source = draft.source();
        RevisionState upstream = draft.upstream();
        if (upstream != null) {
            from.putObject("cloneFrom").putObject("upstreamRef").put("name", upstream.name());
        } else if (source == null) {
            from.putObject("init").put("description", draft.description());
        } else {
            from.putObject("copyFrom").put("name", source.name());
        }
        return objects.create(object);
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
    public Answer<RevisionState> propose(RevisionState draft, Map<String, String> notes) {
        return objects.move(PorchCall.PROPOSE, draft, "Proposed", notes);
    }

    @Override
    public Answer<RevisionState> publish(RevisionState proposed) {
        return objects.move(PorchCall.PUBLISH, proposed, "Published", Map.of());
    }

    @Override
    public Answer<RevisionState> delete(RevisionState open) {
        return objects.delete(open);
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
}
