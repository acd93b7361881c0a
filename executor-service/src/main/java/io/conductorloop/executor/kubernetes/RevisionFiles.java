package io.conductorloop.executor.kubernetes;

import io.conductorloop.executor.porch.Answer;
import io.conductorloop.executor.porch.PorchCall;
import io.conductorloop.executor.porch.RevisionState;
import java.util.Map;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The files of package revisions: {@code PackageRevisionResources}, which are v1alpha1 whatever the revision is. */
final class RevisionFiles {
    private static final String VERSION = "porch.kpt.dev/v1alpha1";

    private final ClusterApi api;

    RevisionFiles(ClusterApi api) {
        this.api = api;
    }

    Answer<SortedMap<String, String>> read(RevisionState revision) {
        return api.answer(
                PorchCall.READ,
                api.get(path(revision), Map.of()),
                answered -> answered.body().path("spec").isObject() ? RevisionJson.files(answered.body()) : null);
    }

    /** Replaces all files of a draft of that resource version; the value is the object that came back. */
    Answer<JsonNode> write(RevisionState draft, String resourceVersion, SortedMap<String, String> files) {
        ObjectNode object =
                api.json().createObjectNode().put("apiVersion", VERSION).put("kind", "PackageRevisionResources");
        object.putObject("metadata")
                .put("name", draft.name())
                .put("namespace", api.namespace())
                .put("resourceVersion", resourceVersion);
        ObjectNode resources = object.putObject("spec")
                .put("packageName", draft.packageName())
                .put("repository", draft.repository())
                .put("workspaceName", draft.workspace())
                .putObject("resources");
        files.forEach(resources::put);
        return api.answer(
                PorchCall.WRITE,
                api.put(path(draft), object),
                answered -> answered.body().path("spec").isObject() ? answered.body() : null);
    }

    /** The resource version of a revision's files, where it is not that of the revision. */
    Answer<String> version(RevisionState revision) {
        return api.answer(
                PorchCall.READ,
                api.get(path(revision), Map.of()),
                answered -> RevisionJson.meta(answered.body(), "resourceVersion"));
    }

    private String path(RevisionState revision) {
        return "/apis/" + VERSION + "/namespaces/" + api.namespace() + "/packagerevisionresources/" + revision.name();
    }
}
