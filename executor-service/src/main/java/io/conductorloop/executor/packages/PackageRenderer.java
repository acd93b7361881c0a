package io.conductorloop.executor.packages;

import io.conductorloop.contracts.Intent;
import io.conductorloop.executor.PlannedIntent;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a kpt package's files: a Kptfile and a package context, once, and a partial or whole Kubernetes object for each
 * facet. The same intent in the same revision gives the same bytes: nothing here knows the time or chance.
 *
 * <p>No file names a function to run, so that a repository takes the package without a function runner. Scaling is a partial
 * Deployment, right for whoever applies on the server side and owns {@code spec.replicas}; the workload itself comes from its
 * own package.
 */
public final class PackageRenderer {
    /** The file that makes a folder a kpt package. */
    public static final String KPTFILE = "Kptfile";

    private static final String CONTEXT = "package-context.yaml";

    /** The names of {@link #packageFiles}. */
    public static final List<String> PACKAGE_FILES = List.of(KPTFILE, CONTEXT);

    private static final String LOCAL = "config.kubernetes.io/local-config";
    private static final String CREATOR = "conductor-loop";

    /** Annotations of an object share 256 KiB, and a correlation id has no limit of its own. */
    private static final int LONGEST_ANNOTATION = 4096;

    private static final int LONGEST_OBJECT_NAME = 253;

    private PackageRenderer() {}

    /** What every package has, whatever intents it holds; by path. */
    public static SortedMap<String, String> packageFiles(String packageName) {
        SortedMap<String, String> files = new TreeMap<>();
        files.put(KPTFILE, kptfile(packageName));
        files.put(CONTEXT, context(packageName));
        return files;
    }

    /** The file of the intent's facet. */
    public static String facetFile(PlannedIntent planned, String revision) {
        Intent intent = planned.intent();
        return switch (intent.type()) {
            case SCALING -> deploymentPatch(planned, revision);
            case DEPLOYMENT -> nfDeployment(planned, revision);
            case CONFIGURATION -> configuration(planned, revision);
        };
    }

    private static String kptfile(String packageName) {
        return new YamlText()
                .word("apiVersion", "kpt.dev/v1")
                .word("kind", KPTFILE)
                .open("metadata")
                .field("name", packageName)
                .open("annotations")
                .field(LOCAL, "true")
                .close()
                .open("labels")
                .field("app.kubernetes.io/managed-by", CREATOR)
                .close()
                .close()
                .open("info")
                .field("description", "What network intents ask of the workloads of " + packageName)
                .words("keywords", "intent", "nephio", "o-ran")
                .close()
                .toString();
    }

    private static String context(String packageName) {
        return new YamlText()
                .word("apiVersion", "v1")
                .word("kind", "ConfigMap")
                .open("metadata")
                .word("name", "kptfile.kpt.dev")
                .open("annotations")
                .field(LOCAL, "true")
                .close()
                .close()
                .open("data")
                .field("name", packageName)
                .close()
                .toString();
    }

    private static String deploymentPatch(PlannedIntent planned, String revision) {
        Intent intent = planned.intent();
        YamlText yaml = new YamlText().word("apiVersion", "apps/v1").word("kind", "Deployment");
        metadata(yaml, planned, revision, intent.target().name())
                .field("scaling.nephio.org/intent-type", type(intent))
                .field("scaling.nephio.org/replicas", Integer.toString(intent.replicas()));
        optional(yaml, "scaling.nephio.org/reason", intent.reason());
        optional(yaml, "scaling.nephio.org/source", intent.source());
        optional(yaml, "scaling.nephio.org/correlation-id", intent.correlationId());
        return yaml.close()
                .close()
                .open("spec")
                .field("replicas", intent.replicas())
                .close()
                .toString();
    }

    /** The blueprint is the provider: the word by which an operator on the workload cluster knows that it is meant. */
    private static String nfDeployment(PlannedIntent planned, String revision) {
        Intent intent = planned.intent();
        String blueprint = intent.blueprint();
        YamlText yaml = new YamlText()
                .word("apiVersion", "workload.nephio.org/v1alpha1")
                .word("kind", "NFDeployment");
        metadata(yaml, planned, revision, intent.target().name())
                .field("nephoran.io/replicas", Integer.toString(intent.replicas()));
        optional(yaml, "nephoran.io/blueprint", blueprint);
        optional(yaml, "nephoran.io/reason", intent.reason());
        optional(yaml, "nephoran.io/source", intent.source());
        return yaml.close()
                .close()
                .open("spec")
                .field("provider", blueprint == null ? intent.target().name() : blueprint)
                .close()
                .toString();
    }

    /** What the author wants it to say stands beside the intent's own fields, and goes before them. */
    private static String configuration(PlannedIntent planned, String revision) {
        Intent intent = planned.intent();
        YamlText yaml = new YamlText().word("apiVersion", "v1").word("kind", "ConfigMap");
        metadata(yaml, planned, revision, configMapName(intent));
        optional(yaml, "nephoran.io/reason", intent.reason());
        optional(yaml, "nephoran.io/source", intent.source());
        SortedMap<String, String> data = new TreeMap<>();
        data.put("target", intent.target().name());
        data.put("replicas", Integer.toString(intent.replicas()));
        data.put("priority", Integer.toString(intent.priority()));
        if (intent.blueprint() != null) {
            data.put("blueprint", intent.blueprint());
        }
        data.putAll(intent.constraints().data());
        yaml.close().close().open("data");
        data.forEach((key, value) -> yaml.field('"' + key + '"', value));
        return yaml.close().toString();
    }

    /** Opens {@code metadata} and in it {@code annotations}, which hold the facet's mark. */
    private static YamlText metadata(YamlText yaml, PlannedIntent planned, String revision, String name) {
        yaml.open("metadata")
                .field("name", name)
                .field("namespace", planned.intent().target().namespace())
                .open("annotations")
                .field(FacetMark.ID, planned.id().toString())
                .field(FacetMark.SEQUENCE, Long.toString(planned.sequence()))
                .field(FacetMark.REVISION, revision)
                .field("nephoran.io/intent-type", type(planned.intent()));
        optional(yaml, "nephoran.io/correlation-id", planned.intent().correlationId());
        return yaml;
    }

    private static String configMapName(Intent intent) {
        String name = intent.target().name() + "-configuration";
        return name.length() <= LONGEST_OBJECT_NAME
                ? name
                : Digest.of(intent.target().key()) + "-configuration";
    }

    private static void optional(YamlText yaml, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            yaml.field(key, value.length() <= LONGEST_ANNOTATION ? value : value.substring(0, LONGEST_ANNOTATION));
        }
    }

    private static String type(Intent intent) {
        return intent.type().name().toLowerCase(Locale.ROOT);
    }
}
