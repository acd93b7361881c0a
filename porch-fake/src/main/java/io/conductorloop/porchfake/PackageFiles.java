package io.conductorloop.porchfake;

import static io.conductorloop.porchfake.Revisions.meta;
import static io.conductorloop.porchfake.Revisions.spec;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code PackageRevisionResources}, in v1alpha1 whatever the revision is in: only read and updated, as they come and go with their
 * revision. Files of a revision in v1alpha1 are rendered in the request; of one in v1alpha2, after it.
 */
final class PackageFiles {
    private static final String RESOURCE = "packagerevisionresources.porch.kpt.dev";
    private static final String PUSH_ANYWAY = "porch.kpt.dev/push-on-render-failure";

    private final Revisions revisions;
    private final GitLocks locks;
    private final Latencies latencies;
    private final SecondVersion second;

    PackageFiles(Revisions revisions, GitLocks locks, Latencies latencies, SecondVersion second) {
        this.revisions = revisions;
        this.locks = locks;
        this.latencies = latencies;
        this.second = second;
    }

    Reply get(Call call, Turn turn) {
        ObjectNode found = revisions.find(call.namespace(), call.name());
        if (found == null) {
            return Reply.missing(RESOURCE, call.name());
        }
        return locks.holding(address(found), turn, () -> {
            locks.take(latencies.read(), turn);
            ObjectNode now = revisions.find(call.namespace(), call.name());
            return now == null ? Reply.missing(RESOURCE, call.name()) : Reply.ok(object(now));
        });
    }

    /** A PUT replaces all files; a PATCH those that it names. */
    Reply update(Call call, Turn turn) {
        ObjectNode found = revisions.find(call.namespace(), call.name());
        if (found == null) {
            return Reply.missing(RESOURCE, call.name());
        }
        return locks.alone(
                call.namespace() + "/" + call.name(),
                () -> locks.holding(address(found), turn, () -> {
                    ObjectNode current = revisions.find(call.namespace(), call.name());
                    return current == null ? Reply.missing(RESOURCE, call.name()) : update(call, turn, current);
                }));
    }

    private Reply update(Call call, Turn turn, ObjectNode revision) {
        ObjectNode current = object(revision);
        boolean isPatch = call.method().equals("PATCH");
        ObjectNode wanted = isPatch ? MergePatch.apply(current, call.body()) : (ObjectNode) call.body();
        String version = meta(wanted, "resourceVersion");
        if (version.isEmpty()) {
            return Reply.internal("resourceVersion must be specified for an update");
        }
        if (!version.equals(meta(current, "resourceVersion"))) {
            return Reply.internal(
                    "Operation cannot be fulfilled on packagerevisionresources \"" + call.name()
                            + "\": the object has been modified; please apply your changes to the latest version and try again");
        }
        if (!spec(revision, "lifecycle").equals("Draft")) {
            return Reply.internal("cannot update a package revision with lifecycle value \""
                    + spec(revision, "lifecycle") + "\"; package must be Draft");
        }
        ObjectNode files = wanted.path("spec").path("resources") instanceof ObjectNode some
                ? some
                : JsonNodeFactory.instance.objectNode();
        locks.take(latencies.write(), turn);
        return Revisions.isSecond(revision) ? submit(call, revision, files) : render(call, revision, files);
    }

    private Reply render(Call call, ObjectNode revision, ObjectNode files) {
        boolean fails = Rendering.fails(files);
        boolean pushAnyway = revision.path("metadata")
                .path("annotations")
                .path(PUSH_ANYWAY)
                .asString("")
                .equals("true");
        if (fails && !pushAnyway) {
            return Reply.internal(
                    "Error rendering package in kpt fn render: no such function. Package NOT pushed to remote.");
        }
        synchronized (revisions) {
            revisions.fill(
                    call.namespace(),
                    call.name(),
                    fails ? files : Rendering.healed(files),
                    fails ? "error rendering package: no such function" : null);
            return Reply.ok(object(revisions.store(revision)));
        }
    }

    private Reply submit(Call call, ObjectNode revision, ObjectNode files) {
        synchronized (revisions) {
            Revisions.Content content = revisions.fill(call.namespace(), call.name(), files, null);
            revision.withObject("/metadata")
                    .withObject("/annotations")
                    .put(SecondVersion.RENDER_REQUEST, content.version());
            ObjectNode stored = revisions.store(revision);
            second.reconcile(stored, latencies.write());
            return Reply.ok(object(stored));
        }
    }

    /** Under the name of its revision, and in v1alpha1 its resource version. */
    ObjectNode object(JsonNode revision) {
        Revisions.Content content = revisions.content(meta(revision, "namespace"), meta(revision, "name"));
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", "porch.kpt.dev/v1alpha1").put("kind", "PackageRevisionResources");
        object.putObject("metadata")
                .put("name", meta(revision, "name"))
                .put("namespace", meta(revision, "namespace"))
                .put(
                        "resourceVersion",
                        Revisions.isSecond(revision) ? content.version() : meta(revision, "resourceVersion"));
        ObjectNode specification = object.putObject("spec");
        for (String field : new TreeSet<>(Set.of("packageName", "workspaceName", "repository"))) {
            specification.put(field, spec(revision, field));
        }
        specification.put("revision", Revisions.revisionOf(revision));
        specification.set("resources", content.files());
        renderStatus(object, content.error());
        return object;
    }

    private static void renderStatus(ObjectNode object, @Nullable String error) {
        ObjectNode status = object.putObject("status").putObject("renderStatus");
        if (error != null) {
            status.put("error", error);
        }
    }

    private String address(JsonNode object) {
        Repository repository = revisions.repository(spec(object, "repository"));
        return repository == null ? "" : repository.url();
    }
}
