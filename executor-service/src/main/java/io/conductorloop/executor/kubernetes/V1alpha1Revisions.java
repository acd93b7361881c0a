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
    private final RevisionObjects objects;
    private final RevisionFiles files;

    public V1alpha1Revisions(ClusterApi api) {
        this.api = api;
        this.objects = new RevisionObjects(api, VERSION, V1alpha1Revisions::state);
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

    @Override
    public Answer<RevisionState> create(RevisionDraft draft) {
        ObjectNode object = objects.object(draft);
        ObjectNode task = object.withObject("/spec").putArray("tasks").addObject();
        RevisionState source = draft.source();
        RevisionState upstream = draft.upstream();
        if (upstream != null) {
            task.put("type", "clone")
                    .putObject("clone")
                    .putObject("upstreamRef")
                    .putObject("upstreamRef")
                    .put("name", upstream.name());
        } else if (source == null) {
            task.put("type", "init").putObject("init").put("description", draft.description());
        } else {
            task.put("type", "edit").putObject("edit").putObject("sourceRef").put("name", source.name());
        }
        return objects.create(object);
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
    public Answer<RevisionState> propose(RevisionState draft, Map<String, String> notes) {
        return objects.move(PorchCall.PROPOSE, draft, "Proposed", notes);
    }

    /** The whole object goes back: what is left out of it, notes among it, would be lost. */
    @Override
    public Answer<RevisionState> publish(RevisionState proposed) {
        try {
            ObjectNode object = (ObjectNode) api.json().readTree(proposed.document());
            object.withObject("/spec").put("lifecycle", "Published");
            return objects.put(PorchCall.PUBLISH, proposed.name(), "approval", object);
        } catch (JacksonException e) {
            throw new IllegalStateException("not a document of v1alpha1: " + proposed.name(), e);
        }
    }

    @Override
    public Answer<RevisionState> delete(RevisionState open) {
        return objects.delete(open);
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
}
