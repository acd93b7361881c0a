package io.conductorloop.porchfake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The package revisions, their files and the repositories they are in. What is read is a copy; what is stored is stored under the
 * monitor, and watchers hear of it there: one that does not listen holds up who stores.
 */
final class Revisions {
    static final String LATEST = "kpt.dev/latest-revision";
    static final String LATEST_2 = "porch.kpt.dev/latest-revision";

    private final Map<String, ObjectNode> objects = new LinkedHashMap<>();
    private final Map<String, Content> contents = new LinkedHashMap<>();
    private final Map<String, Repository> repositories = new TreeMap<>();
    private final Watches watches;
    private final Random random;
    private long counter = 1000;

    Revisions(Watches watches, long seed) {
        this.watches = watches;
        this.random = new Random(seed);
    }

    /**
     * A revision's files.
     *
     * @param version changes with them
     * @param error what rendering them said; null when it worked
     */
    record Content(
            ObjectNode files, String version, @Nullable String error) {}

    synchronized void register(Repository repository) {
        repositories.put(repository.name(), repository);
    }

    synchronized @Nullable Repository repository(String name) {
        return repositories.get(name);
    }

    synchronized List<Repository> repositories() {
        return List.copyOf(repositories.values());
    }

    synchronized @Nullable ObjectNode find(String namespace, String name) {
        ObjectNode object = objects.get(key(namespace, name));
        return object == null ? null : object.deepCopy();
    }

    /** All revisions of a repository in a namespace that are selected. */
    synchronized List<ObjectNode> list(String namespace, String repository, Selectors selectors) {
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode object : objects.values()) {
            if (meta(object, "namespace").equals(namespace)
                    && spec(object, "repository").equals(repository)
                    && selectors.selected().test(object)) {
                found.add(object.deepCopy());
            }
        }
        return found;
    }

    /** The packages that a repository has revisions of. */
    synchronized List<String> packages(String repository) {
        return objects.values().stream()
                .filter(object -> spec(object, "repository").equals(repository))
                .map(object -> spec(object, "packageName"))
                .distinct()
                .toList();
    }

    /** Whether the package has a revision. */
    synchronized boolean hasPackage(String namespace, String repository, String packageName) {
        return objects.values().stream().anyMatch(object -> isOf(object, namespace, repository, packageName));
    }

    /** Whether a revision was cloned from this one. */
    synchronized boolean isUpstream(String name) {
        return objects.values().stream()
                .anyMatch(object -> object.at("/spec/tasks/0/clone/upstreamRef/upstreamRef/name")
                        .asString("")
                        .equals(name));
    }

    /** What the server adds to a new object. */
    synchronized ObjectNode add(String namespace, String name, JsonNode body, Content content) {
        ObjectNode object = (ObjectNode) body.deepCopy();
        object.withObject("/metadata")
                .put("name", name)
                .put("namespace", namespace)
                .put(
                        "uid",
                        UUID.nameUUIDFromBytes((namespace + "/" + name).getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put(
                        "creationTimestamp",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        contents.put(key(namespace, name), content);
        return store(object);
    }

    /** Stores an object under a new resource version. */
    synchronized ObjectNode store(ObjectNode object) {
        String key = key(meta(object, "namespace"), meta(object, "name"));
        boolean isNew = !objects.containsKey(key);
        ObjectNode stored = object.deepCopy();
        stored.withObject("/metadata").put("resourceVersion", isSecond(stored) ? Long.toString(++counter) : sha());
        objects.put(key, stored);
        watches.tell(isNew ? "ADDED" : "MODIFIED", stored);
        return stored.deepCopy();
    }

    synchronized void remove(String namespace, String name) {
        contents.remove(key(namespace, name));
        ObjectNode gone = objects.remove(key(namespace, name));
        if (gone != null) {
            watches.tell("DELETED", gone);
        }
    }

    /** Content of an object that is there. */
    synchronized Content content(String namespace, String name) {
        Content content = contents.get(key(namespace, name));
        if (content == null) {
            throw new IllegalStateException("no files of " + name);
        }
        return new Content(content.files().deepCopy(), content.version(), content.error());
    }

    /** A package's next revision, published without a draft before it. */
    synchronized void publish(String namespace, String repository, String packageName, Map<String, String> more) {
        Content content = initial(packageName);
        more.forEach(content.files()::put);
        String workspace = "v" + (objects.size() + 1);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("apiVersion", "porch.kpt.dev/v1alpha1").put("kind", "PackageRevision");
        body.putObject("spec")
                .put("repository", repository)
                .put("packageName", packageName)
                .put("workspaceName", workspace)
                .put("lifecycle", "Published")
                .put("revision", 0)
                .putArray("tasks")
                .addObject()
                .put("type", "init")
                .putObject("init");
        number(add(namespace, repository + "." + packageName + "." + workspace, body, content));
    }

    /** What a package begins with that is cloned: the same files, in its own name. */
    synchronized Content cloned(String namespace, String source, String packageName) {
        Content content = content(namespace, source);
        ObjectNode files = content.files();
        for (String named : List.of("Kptfile", "package-context.yaml")) {
            if (files.has(named)) {
                String text = files.path(named).asString("");
                String own = text.replaceFirst(
                        named.equals("Kptfile") ? "(?m)^  name: .*$" : "(?m)^data:\\R  name: .*$",
                        (named.equals("Kptfile") ? "" : "data:\n") + "  name: " + packageName);
                files.put(named, own);
            }
        }
        return new Content(files, sha(), null);
    }

    synchronized Content fill(String namespace, String name, ObjectNode files, @Nullable String error) {
        Content content = new Content(files.deepCopy(), sha(), error);
        contents.put(key(namespace, name), content);
        return content;
    }

    /** What a new package begins with. */
    synchronized Content initial(String packageName) {
        ObjectNode files = JsonNodeFactory.instance.objectNode();
        files.put("Kptfile", """
                apiVersion: kpt.dev/v1
                kind: Kptfile
                metadata:
                  name: %s
                  annotations:
                    config.kubernetes.io/local-config: "true"
                info:
                  description: sample description
                """.formatted(packageName));
        files.put("README.md", "# " + packageName + "\n");
        files.put("package-context.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: kptfile.kpt.dev
                  annotations:
                    config.kubernetes.io/local-config: "true"
                data:
                  name: %s
                """.formatted(packageName));
        return new Content(files, sha(), null);
    }

    /**
     * Makes a revision part of its package's history: it gets the next number, takes the label of the latest from the one before,
     * and the placeholder of the branch moves to it.
     */
    synchronized ObjectNode number(ObjectNode revision) {
        String namespace = meta(revision, "namespace");
        String repository = spec(revision, "repository");
        String packageName = spec(revision, "packageName");
        boolean second = isSecond(revision);
        String label = second ? LATEST_2 : LATEST;
        int next = 1;
        for (ObjectNode other : List.copyOf(objects.values())) {
            if (isOf(other, namespace, repository, packageName)) {
                next = Math.max(next, 1 + revisionOf(other));
                if (other.path("metadata").path("labels").has(label)) {
                    ObjectNode before = other.deepCopy();
                    ((ObjectNode) before.path("metadata").path("labels")).remove(label);
                    store(before);
                }
            }
        }
        ObjectNode published = revision.deepCopy();
        published.withObject("/metadata").withObject("/labels").put(label, "true");
        String at = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        if (second) {
            published.withObject("/status").put("revision", next).put("publishedAt", at);
        } else {
            published.withObject("/spec").put("revision", next);
            published.withObject("/status").put("publishedBy", "fake").put("publishTimestamp", at);
        }
        ObjectNode stored = store(published);
        if (!second) {
            movePlaceholder(stored);
        }
        return stored;
    }

    static int revisionOf(JsonNode object) {
        return Math.max(
                object.path("spec").path("revision").asInt(0),
                object.path("status").path("revision").asInt(0));
    }

    static String meta(JsonNode object, String field) {
        return object.path("metadata").path(field).asString("");
    }

    static String spec(JsonNode object, String field) {
        return object.path("spec").path(field).asString("");
    }

    static boolean isSecond(JsonNode object) {
        return object.path("apiVersion").asString("").endsWith("/v1alpha2");
    }

    static boolean isPublished(JsonNode object) {
        return spec(object, "lifecycle").matches("Published|DeletionProposed");
    }

    private void movePlaceholder(ObjectNode published) {
        String namespace = meta(published, "namespace");
        String repository = spec(published, "repository");
        Repository known = repositories.get(repository);
        String branch = known == null ? "main" : known.branch();
        String name = repository + "." + spec(published, "packageName") + "." + branch;
        Content content = content(namespace, meta(published, "name"));
        ObjectNode placeholder = JsonNodeFactory.instance.objectNode();
        placeholder.put("apiVersion", "porch.kpt.dev/v1alpha1").put("kind", "PackageRevision");
        placeholder
                .putObject("spec")
                .put("repository", repository)
                .put("packageName", spec(published, "packageName"))
                .put("workspaceName", branch)
                .put("revision", -1)
                .put("lifecycle", "Published");
        ObjectNode before = objects.get(key(namespace, name));
        if (before != null) {
            contents.put(key(namespace, name), content);
            placeholder.putObject("metadata").setAll((ObjectNode)
                    before.path("metadata").deepCopy());
            store(placeholder);
        } else {
            add(namespace, name, placeholder, content);
        }
    }

    private static boolean isOf(JsonNode object, String namespace, String repository, String packageName) {
        return meta(object, "namespace").equals(namespace)
                && spec(object, "repository").equals(repository)
                && spec(object, "packageName").equals(packageName);
    }

    /** As a git commit has it: no number, in no order. */
    private String sha() {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            hex.append("%08x".formatted(random.nextInt()));
        }
        return hex.toString();
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }
}
