package io.conductorloop.porchfake;

import static io.conductorloop.porchfake.Revisions.meta;
import static io.conductorloop.porchfake.Revisions.spec;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code PackageRevision} in v1alpha2: objects like any other, which a controller works on after the answer, and whose conditions
 * say how far it is.
 */
final class SecondVersion {
    static final String RENDER_REQUEST = "porch.kpt.dev/render-request";

    private static final String RESOURCE = "packagerevisions.porch.kpt.dev";

    /** Long enough that what is under way can be seen. */
    private static final Duration SOONEST = Duration.ofMillis(2);

    private static final Map<String, Set<String>> STEPS = Map.of(
            "Draft", Set.of("Draft", "Proposed"),
            "Proposed", Set.of("Proposed", "Draft", "Published"),
            "Published", Set.of("Published", "DeletionProposed"),
            "DeletionProposed", Set.of("DeletionProposed", "Published"));

    private final Revisions revisions;
    private final GitLocks locks;
    private final Latencies latencies;

    SecondVersion(Revisions revisions, GitLocks locks, Latencies latencies) {
        this.revisions = revisions;
        this.locks = locks;
        this.latencies = latencies;
    }

    Reply get(Call call) {
        ObjectNode object = find(call);
        return object == null ? Reply.missing(RESOURCE, call.name()) : Reply.ok(object);
    }

    /** The name is the client's, and must be the one that v1alpha1 would derive, as who keeps the files parses it. */
    Reply create(Call call, Turn turn) {
        JsonNode body = call.body();
        String repository = spec(body, "repository");
        String packageName = spec(body, "packageName");
        String name = repository + "." + packageName + "." + spec(body, "workspaceName");
        if (revisions.repository(repository) == null) {
            return Reply.missing("repositories.config.porch.kpt.dev", repository);
        }
        if (!meta(body, "name").equals(name)) {
            return Reply.failure(422, "metadata.name: Invalid value: \"" + meta(body, "name") + "\"");
        }
        if (revisions.find(call.namespace(), name) != null) {
            return Reply.failure(409, RESOURCE + " \"" + name + "\" already exists");
        }
        JsonNode from = body.path("spec").path("source");
        boolean isClone = from.has("cloneFrom");
        String source = isClone
                ? from.at("/cloneFrom/upstreamRef/name").asString("")
                : from.path("copyFrom").path("name").asString("");
        if ((from.has("init") || isClone) && revisions.hasPackage(call.namespace(), repository, packageName)) {
            return Reply.internal(
                    "package \"" + packageName + "\" already exists in repository \"" + repository + "\"");
        }
        ObjectNode origin = revisions.find(call.namespace(), source);
        if (!from.has("init") && (origin == null || !Revisions.isPublished(origin))) {
            return Reply.internal("source revision must be published");
        }
        locks.take(Duration.ZERO, turn);
        ObjectNode made = (ObjectNode) body.deepCopy();
        made.put("apiVersion", "porch.kpt.dev/v1alpha2").put("kind", "PackageRevision");
        made.putObject("status");
        ObjectNode stored = revisions.add(
                call.namespace(),
                name,
                made,
                from.has("init")
                        ? revisions.initial(packageName)
                        : isClone
                                ? revisions.cloned(call.namespace(), source, packageName)
                                : revisions.content(call.namespace(), source));
        reconcile(stored, latencies.create());
        return new Reply(201, stored);
    }

    Reply update(Call call, Turn turn) {
        ObjectNode current = find(call);
        if (current == null) {
            return Reply.missing(RESOURCE, call.name());
        }
        boolean isPatch = call.method().equals("PATCH");
        ObjectNode wanted = isPatch ? MergePatch.apply(current, call.body()) : (ObjectNode) call.body();
        if (!meta(wanted, "resourceVersion").equals(meta(current, "resourceVersion"))) {
            return Reply.failure(409, "the object has been modified; please apply your changes to the latest version");
        }
        String from = spec(current, "lifecycle");
        String to = spec(wanted, "lifecycle");
        if (!STEPS.getOrDefault(from, Set.of()).contains(to)) {
            return Reply.failure(422, "spec.lifecycle: Invalid value: \"" + to + "\"");
        }
        locks.take(Duration.ZERO, turn);
        wanted.set("status", current.path("status").deepCopy());
        if (current.path("metadata").has("deletionTimestamp") && to.equals("DeletionProposed")) {
            revisions.remove(call.namespace(), call.name());
            return Reply.ok(wanted);
        }
        ObjectNode stored = revisions.store(wanted);
        reconcile(stored, to.equals("Published") ? latencies.publish() : latencies.propose());
        return Reply.ok(stored);
    }

    /** A published one stays, terminating, until its deletion is proposed. */
    Reply delete(Call call, Turn turn) {
        ObjectNode current = find(call);
        if (current == null) {
            return Reply.missing(RESOURCE, call.name());
        }
        locks.take(Duration.ZERO, turn);
        if (spec(current, "lifecycle").equals("Published")) {
            current.withObject("/metadata")
                    .put("deletionTimestamp", Instant.now().toString());
            return Reply.ok(revisions.store(current));
        }
        revisions.remove(call.namespace(), call.name());
        return Reply.success();
    }

    /** Sets the controller to work on an object, which takes the lock of its git address for about so long. */
    void reconcile(ObjectNode object, Duration figure) {
        Repository repository = revisions.repository(spec(object, "repository"));
        if (repository == null || !repository.migrated()) {
            return;
        }
        String namespace = meta(object, "namespace");
        String name = meta(object, "name");
        Thread.ofVirtual()
                .name("reconcile " + name)
                .start(() -> locks.holding(repository.url(), Turn.UNASKED, () -> {
                    locks.take(figure.compareTo(SOONEST) > 0 ? figure : SOONEST, Turn.UNASKED);
                    return settle(namespace, name);
                }));
    }

    /** Brings the status of an object to what was asked of it. */
    private boolean settle(String namespace, String name) {
        synchronized (revisions) {
            ObjectNode object = revisions.find(namespace, name);
            if (object == null) {
                return false;
            }
            Revisions.Content content = revisions.content(namespace, name);
            boolean fails = Rendering.fails(content.files());
            ObjectNode status = object.withObject("/status");
            status.put(
                    "observedPrrResourceVersion",
                    object.path("metadata")
                            .path("annotations")
                            .path(RENDER_REQUEST)
                            .asString(""));
            ArrayNode conditions = status.putArray("conditions");
            conditions.addObject().put("type", "Ready").put("status", "True").put("reason", "Ready");
            conditions
                    .addObject()
                    .put("type", "Rendered")
                    .put("status", fails ? "False" : "True")
                    .put("reason", fails ? "RenderFailed" : "Rendered")
                    .put("message", fails ? "no such function" : "");
            boolean isNew = spec(object, "lifecycle").equals("Published") && !status.has("revision");
            ObjectNode _ = isNew ? revisions.number(object) : revisions.store(object);
            return true;
        }
    }

    private @Nullable ObjectNode find(Call call) {
        ObjectNode object = revisions.find(call.namespace(), call.name());
        return object != null && Revisions.isSecond(object) ? object : null;
    }
}
