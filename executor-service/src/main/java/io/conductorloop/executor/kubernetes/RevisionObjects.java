package io.conductorloop.executor.kubernetes;

import io.conductorloop.executor.porch.Answer;
import io.conductorloop.executor.porch.PorchCall;
import io.conductorloop.executor.porch.RevisionDraft;
import io.conductorloop.executor.porch.RevisionListing;
import io.conductorloop.executor.porch.RevisionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code PackageRevision} objects of one version of the API, as far as the versions agree. */
final class RevisionObjects {
    private final ClusterApi api;
    private final String version;
    private final Function<JsonNode, @Nullable RevisionState> reading;

    /** @param reading the state that an object shows; null for what is no package revision */
    RevisionObjects(ClusterApi api, String version, Function<JsonNode, @Nullable RevisionState> reading) {
        this.api = api;
        this.version = version;
        this.reading = reading;
    }

    /** Of one package. */
    Answer<RevisionListing> list(String repository, String packageName) {
        return list(Map.of("fieldSelector", "spec.repository=" + repository + ",spec.packageName=" + packageName));
    }

    /** Of all packages of that name. */
    Answer<RevisionListing> named(String packageName) {
        return list(Map.of("fieldSelector", "spec.packageName=" + packageName));
    }

    /** Those that executors made. */
    Answer<RevisionListing> ours(String repository) {
        String labels = RevisionDraft.LABELS.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        return list(Map.of("fieldSelector", "spec.repository=" + repository, "labelSelector", labels));
    }

    Answer<RevisionState> get(String name) {
        return one(PorchCall.READ, api.get(path(name), Map.of()));
    }

    /** A draft's object without what it is made from, which the versions say differently. */
    ObjectNode object(RevisionDraft draft) {
        ObjectNode object =
                api.json().createObjectNode().put("apiVersion", version).put("kind", "PackageRevision");
        ObjectNode metadata = object.putObject("metadata").put("namespace", api.namespace());
        ObjectNode labels = metadata.putObject("labels");
        RevisionDraft.LABELS.forEach(labels::put);
        ObjectNode annotations = metadata.putObject("annotations");
        draft.annotations().forEach(annotations::put);
        object.putObject("spec")
                .put("repository", draft.repository())
                .put("packageName", draft.packageName())
                .put("workspaceName", draft.workspace())
                .put("lifecycle", "Draft");
        return object;
    }

    Answer<RevisionState> create(ObjectNode object) {
        return one(PorchCall.CREATE, api.post(path(), object));
    }

    /** Moves a revision on, if nobody changed it meanwhile, and adds these annotations. */
    Answer<RevisionState> move(PorchCall call, RevisionState revision, String lifecycle, Map<String, String> notes) {
        ObjectNode patch = api.json().createObjectNode();
        ObjectNode metadata = patch.putObject("metadata").put("resourceVersion", revision.resourceVersion());
        if (!notes.isEmpty()) {
            ObjectNode annotations = metadata.putObject("annotations");
            notes.forEach(annotations::put);
        }
        patch.putObject("spec").put("lifecycle", lifecycle);
        return one(call, api.merge(path(revision.name()), patch));
    }

    /** Puts an object to a subresource of it. */
    Answer<RevisionState> put(PorchCall call, String name, String subresource, ObjectNode object) {
        object.put("apiVersion", version).put("kind", "PackageRevision");
        return one(call, api.put(path(name) + "/" + subresource, object));
    }

    Answer<RevisionState> delete(RevisionState open) {
        return api.answer(PorchCall.DELETE, api.delete(path(open.name())), _ -> open);
    }

    private Answer<RevisionListing> list(Map<String, String> selectors) {
        return api.answer(PorchCall.LIST, api.get(path(), selectors), answered -> {
            List<RevisionState> revisions = new ArrayList<>();
            for (JsonNode item : answered.body().path("items")) {
                RevisionState state = reading.apply(item);
                if (state != null) {
                    revisions.add(state);
                }
            }
            return answered.body().isObject() ? new RevisionListing(revisions, answered.at()) : null;
        });
    }

    private Answer<RevisionState> one(PorchCall call, Reply reply) {
        return api.answer(call, reply, answered -> reading.apply(answered.body()));
    }

    private String path() {
        return "/apis/" + version + "/namespaces/" + api.namespace() + "/packagerevisions";
    }

    private String path(String name) {
        return path() + "/" + name;
    }
}
