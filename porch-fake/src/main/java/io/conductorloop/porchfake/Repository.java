package io.conductorloop.porchfake;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A repository that is registered with Porch.
 *
 * @param url the git address, whose lock all repositories at it share
 * @param migrated whether its revisions are kept in v1alpha2
 * @param ready the status of its condition Ready: True, False or Unknown
 */
public record Repository(String name, String url, String branch, boolean migrated, String ready) {
    static final String MIGRATION = "porch.kpt.dev/v1alpha2-migration";

    /** One of its own git address, ready, in v1alpha1. */
    public static Repository named(String name) {
        return new Repository(name, "https://git.example.org/" + name + ".git", "main", false, "True");
    }

    /** The same, kept in the other version. */
    public Repository inVersion2() {
        return new Repository(name, url, branch, true, ready);
    }

    /** The same with another status of its condition. */
    public Repository ready(String status) {
        return new Repository(name, url, branch, migrated, status);
    }

    /** The same at another git address. */
    public Repository at(String address) {
        return new Repository(name, address, branch, migrated, ready);
    }

    ObjectNode object(String namespace) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", "config.porch.kpt.dev/v1alpha1").put("kind", "Repository");
        ObjectNode metadata = object.putObject("metadata").put("name", name).put("namespace", namespace);
        if (migrated) {
            metadata.putObject("annotations").put(MIGRATION, "true");
        }
        ObjectNode spec = object.putObject("spec").put("type", "git").put("deployment", true);
        spec.putObject("git").put("repo", url).put("branch", branch);
        object.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", ready)
                .put("reason", ready.equals("True") ? "Ready" : "Error")
                .put("message", ready.equals("True") ? "Repository Ready" : "says the server");
        return object;
    }
}
