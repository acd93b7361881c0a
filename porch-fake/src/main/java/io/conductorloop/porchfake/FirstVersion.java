package io.conductorloop.porchfake;

import static io.conductorloop.porchfake.Revisions.isPublished;
import static io.conductorloop.porchfake.Revisions.meta;
import static io.conductorloop.porchfake.Revisions.spec;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code PackageRevision} in v1alpha1: each step is carried out in the request, and errors of the engine are all 500. */
final class FirstVersion {
    private static final String RESOURCE = "packagerevisions.porch.kpt.dev";
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final int LONGEST_LABEL = 63;

    /** What a change of the object itself, and of its approval, may lead to. */
    private static final Map<String, Set<String>> UPDATES = Map.of(
            "Draft", Set.of("Draft", "Proposed"),
            "Proposed", Set.of("Proposed", "Draft"),
            "Published", Set.of("Published", "DeletionProposed"),
            "DeletionProposed", Set.of("DeletionProposed"));

    private static final Map<String, Set<String>> APPROVALS = Map.of(
            "Draft", Set.of(),
            "Proposed", Set.of("Published", "Draft"),
            "Published", Set.of("DeletionProposed"),
            "DeletionProposed", Set.of("Published"));

    private final Revisions revisions;
    private final GitLocks locks;
    private final Latencies latencies;

    FirstVersion(Revisions revisions, GitLocks locks, Latencies latencies) {
        this.revisions = revisions;
        this.locks = locks;
        this.latencies = latencies;
    }

    Reply get(Call call, Turn turn) {
        ObjectNode object = visible(call);
        if (object == null) {
            return Reply.missing(RESOURCE, call.name());
        }
        return locks.holding(address(object), turn, () -> {
            locks.take(latencies.read(), turn);
            ObjectNode now = visible(call);
            return now == null ? Reply.missing(RESOURCE, call.name()) : Reply.ok(now);
        });
    }

    /** The name is derived and one that is sent ignored; so are all options, a dry run among them. */
    Reply create(Call call, Turn turn) {
        JsonNode body = call.body();
        String repositoryName = spec(body, "repository");
        String packageName = spec(body, "packageName");
        String workspace = spec(body, "workspaceName");
        Repository repository = revisions.repository(repositoryName);
        if (repository == null) {
            return Reply.missing("repositories.config.porch.kpt.dev", repositoryName);
        }
        if (repository.migrated()) {
            return Reply.failure(410, "repository " + repositoryName + " is managed by v1alpha2");
        }
        String wrong = invalid(body, packageName, workspace);
        if (wrong != null) {
            return Reply.failure(422, "PackageRevision.porch.kpt.dev is invalid: " + wrong);
        }
        String name = repositoryName + "." + packageName.replace('/', '.') + "." + workspace;
        return locks.alone(
                call.namespace() + "/" + name,
                () -> locks.holding(repository.url(), turn, () -> {
                    JsonNode task = body.path("spec").path("tasks").path(0);
                    String refusal = refusal(call.namespace(), name, body, task);
                    if (refusal != null) {
                        return Reply.internal(refusal);
                    }
                    locks.take(latencies.create(), turn);
                    String source = source(task);
                    Revisions.Content content = source.isEmpty()
                            ? revisions.initial(packageName)
                            : task.path("type").asString("").equals("clone")
                                    ? revisions.cloned(call.namespace(), source, packageName)
                                    : revisions.content(call.namespace(), source);
                    ObjectNode made = (ObjectNode) body.deepCopy();
                    made.put("apiVersion", "porch.kpt.dev/v1alpha1").put("kind", "PackageRevision");
                    ObjectNode specification = made.withObject("/spec");
                    specification.put("lifecycle", "Draft").put("revision", 0);
                    if (task.isMissingNode()) {
                        specification
                                .putArray("tasks")
                                .addObject()
                                .put("type", "init")
                                .putObject("init");
                    }
                    made.putObject("status").put("deployment", true);
                    return new Reply(201, revisions.add(call.namespace(), name, made, content));
                }));
    }

    /** Both PUT and PATCH, of the object and of its approval. */
    Reply update(Call call, Turn turn) {
        ObjectNode found = revisions.find(call.namespace(), call.name());
        if (found == null) {
            return Reply.missing(RESOURCE, call.name());
        }
        if (isMigrated(found)) {
            return Reply.failure(410, "repository " + spec(found, "repository") + " is managed by v1alpha2");
        }
        return locks.alone(
                call.namespace() + "/" + call.name(),
                () -> locks.holding(address(found), turn, () -> {
                    ObjectNode current = revisions.find(call.namespace(), call.name());
                    return current == null ? Reply.missing(RESOURCE, call.name()) : update(call, turn, current);
                }));
    }

    Reply delete(Call call, Turn turn) {
        ObjectNode found = visible(call);
        if (found == null) {
            return Reply.missing(RESOURCE, call.name());
        }
        return locks.alone(
                call.namespace() + "/" + call.name(),
                () -> locks.holding(address(found), turn, () -> {
                    ObjectNode current = visible(call);
                    if (current == null) {
                        return Reply.missing(RESOURCE, call.name());
                    }
                    if (spec(current, "lifecycle").equals("Published")) {
                        return Reply.failure(
                                403,
                                call.name()
                                        + " is forbidden: Published package revisions must be proposed for deletion");
                    }
                    if (revisions.isUpstream(call.name())) {
                        return Reply.failure(
                                403, call.name() + " is forbidden: it is the upstream of another revision");
                    }
                    locks.take(latencies.delete(), turn);
                    revisions.remove(call.namespace(), call.name());
                    return Reply.success();
                }));
    }

    private Reply update(Call call, Turn turn, ObjectNode current) {
        boolean isPatch = call.method().equals("PATCH");
        ObjectNode wanted = isPatch ? MergePatch.apply(current, call.body()) : (ObjectNode) call.body();
        String version = meta(wanted, "resourceVersion");
        if (version.isEmpty()) {
            return Reply.internal("resourceVersion must be specified for an update");
        }
        if (!version.equals(meta(current, "resourceVersion"))) {
            return Reply.internal(
                    "Operation cannot be fulfilled on packagerevisions \"" + call.name()
                            + "\": the object has been modified; please apply your changes to the latest version and try again");
        }
        boolean isApproval = call.subresource().equals("approval");
        String from = spec(current, "lifecycle");
        String to = spec(wanted, "lifecycle");
        String wrong = wrongUpdate(current, wanted);
        if (!(isApproval ? APPROVALS : UPDATES).getOrDefault(from, Set.of()).contains(to)) {
            wrong = "spec.lifecycle: Invalid value: \"" + to + "\": cannot follow \"" + from + "\" here";
        }
        if (wrong != null) {
            return Reply.failure(422, "PackageRevision.porch.kpt.dev \"" + call.name() + "\" is invalid: " + wrong);
        }
        locks.take(figure(from, to), turn);
        ObjectNode next = current.deepCopy();
        ObjectNode metadata = next.withObject("/metadata");
        for (String kept : Set.of("labels", "annotations", "finalizers", "ownerReferences")) {
            metadata.remove(kept);
            if (wanted.path("metadata").has(kept)) {
                metadata.set(kept, wanted.path("metadata").path(kept).deepCopy());
            }
        }
        next.withObject("/spec").put("lifecycle", to);
        boolean isNew = to.equals("Published") && from.equals("Proposed");
        return Reply.ok(isNew ? revisions.number(next) : revisions.store(next));
    }

    private Duration figure(String from, String to) {
        if (from.equals(to)) {
            return Duration.ZERO;
        }
        return to.equals("Published") ? latencies.publish() : latencies.propose();
    }

    private static @Nullable String wrongUpdate(ObjectNode current, ObjectNode wanted) {
        for (String field : Set.of("repository", "packageName", "workspaceName")) {
            if (!spec(current, field).equals(spec(wanted, field))) {
                return "spec." + field + ": Invalid value: field is immutable";
            }
        }
        if (isPublished(current)
                && !current.path("spec")
                        .path("tasks")
                        .equals(wanted.path("spec").path("tasks"))) {
            return "spec: Invalid value: is immutable once published";
        }
        String latest =
                current.path("metadata").path("labels").path(Revisions.LATEST).asString("");
        return latest.equals(wanted.path("metadata")
                        .path("labels")
                        .path(Revisions.LATEST)
                        .asString(""))
                ? null
                : "metadata.labels[" + Revisions.LATEST + "]: Invalid value: is set by the server";
    }

    private static @Nullable String invalid(JsonNode body, String packageName, String workspace) {
        if (!isLabel(packageName.replace("/", ""))) {
            return "spec.packageName: Invalid value: \"" + packageName + "\"";
        }
        if (!isLabel(workspace)) {
            return "spec.workspaceName: Invalid value: \"" + workspace + "\"";
        }
        if (!Set.of("", "Draft").contains(spec(body, "lifecycle"))) {
            return "spec.lifecycle: Invalid value: \"" + spec(body, "lifecycle") + "\"";
        }
        if (body.path("spec").path("tasks").size() > 1) {
            return "spec.tasks: Too many: at most one";
        }
        return body.path("metadata").path("labels").has(Revisions.LATEST)
                ? "metadata.labels[" + Revisions.LATEST + "]: Invalid value: is set by the server"
                : null;
    }

    private @Nullable String refusal(String namespace, String name, JsonNode body, JsonNode task) {
        String type = task.path("type").asString("init");
        if (revisions.find(namespace, name) != null) {
            return "package revision workspaceNames must be unique; package revision with name "
                    + spec(body, "packageName") + " in repo " + spec(body, "repository") + " with workspaceName "
                    + spec(body, "workspaceName") + " already exists";
        }
        boolean exists = revisions.hasPackage(namespace, spec(body, "repository"), spec(body, "packageName"));
        switch (type) {
            case "init" -> {
                return exists
                        ? "package \"" + spec(body, "packageName") + "\" already exists in repository \""
                                + spec(body, "repository") + "\""
                        : null;
            }
            case "clone" -> {
                if (exists) {
                    return "`clone` cannot create a new revision for package \"" + spec(body, "packageName") + "\"";
                }
            }
            case "edit" -> {
                // Looked at below.
            }
            default -> {
                return "task of type \"" + type + "\" not supported";
            }
        }
        ObjectNode from = revisions.find(namespace, source(task));
        if (from == null || !isPublished(from)) {
            return "source revision must be published";
        }
        return Revisions.revisionOf(from) < 0
                        || from.path("spec").path("revision").asInt(0) < 0
                ? "cannot use a placeholder package revision as the source"
                : null;
    }

    /** The name of the revision that a task begins with; empty where it begins with none. */
    private static String source(JsonNode task) {
        return switch (task.path("type").asString("init")) {
            case "edit" -> task.path("edit").path("sourceRef").path("name").asString("");
            case "clone" ->
                task.path("clone")
                        .path("upstreamRef")
                        .path("upstreamRef")
                        .path("name")
                        .asString("");
            default -> "";
        };
    }

    private static boolean isLabel(String text) {
        return text.length() <= LONGEST_LABEL && text.matches(LABEL);
    }

    private @Nullable ObjectNode visible(Call call) {
        ObjectNode object = revisions.find(call.namespace(), call.name());
        return object == null || isMigrated(object) ? null : object;
    }

    private boolean isMigrated(JsonNode object) {
        Repository repository = revisions.repository(spec(object, "repository"));
        return repository != null && repository.migrated();
    }

    private String address(JsonNode object) {
        Repository repository = revisions.repository(spec(object, "repository"));
        return repository == null ? "" : repository.url();
    }
}
