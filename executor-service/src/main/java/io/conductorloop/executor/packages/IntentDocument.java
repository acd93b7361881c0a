package io.conductorloop.executor.packages;

import io.conductorloop.contracts.Intent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An intent as the JSON file that a program is handed; what the intent leaves open is left out. */
public final class IntentDocument {
    private final StringBuilder out = new StringBuilder(256);
    private boolean first = true;

    private IntentDocument() {}

    /** The document, valid by {@code intent.schema.json}, with a line feed at its end. */
    public static String json(Intent intent) {
        IntentDocument document = new IntentDocument();
        document.open("")
                .text("intent_type", intent.type().name().toLowerCase(Locale.ROOT))
                .text("target", intent.target().name())
                .text("namespace", intent.target().namespace())
                .number("replicas", intent.replicas())
                .number("priority", intent.priority())
                .text("reason", intent.reason())
                .text("source", intent.source())
                .text("correlation_id", intent.correlationId());
        if (!intent.constraints().equals(Intent.Constraints.NONE)) {
            document.constraints(intent.constraints());
        }
        if (intent.blueprint() != null) {
            document.open("nephio_context")
                    .text("blueprint_name", intent.blueprint())
                    .close();
        }
        return document.close().out.append('\n').toString();
    }

    private void constraints(Intent.Constraints constraints) {
        open("constraints")
                .number("min_replicas", constraints.minReplicas())
                .number("max_replicas", constraints.maxReplicas())
                .texts("allowed_namespaces", constraints.allowedNamespaces())
                .text("kpt_package_name", constraints.kptPackageName())
                .text("porch_repository", constraints.porchRepository())
                .texts("sites", constraints.sites());
        if (constraints.maxLatency() != null) {
            number("max_latency_ms", (int) constraints.maxLatency().toMillis());
        }
        if (constraints.deferrable()) {
            key("deferrable");
            out.append("true");
        }
        if (constraints.deadline() != null) {
            text("deadline", constraints.deadline().toString());
        }
        if (!constraints.data().isEmpty()) {
            open("data");
            constraints.data().forEach(this::text);
            close();
        }
        close();
    }

    private IntentDocument open(String key) {
        if (!key.isEmpty()) {
            key(key);
        }
        out.append('{');
        first = true;
        return this;
    }

    private IntentDocument close() {
        out.append('}');
        first = false;
        return this;
    }

    private IntentDocument text(String key, @Nullable String value) {
        if (value != null) {
            key(key);
            QuotedText.append(out, value);
        }
        return this;
    }

    private IntentDocument number(String key, @Nullable Integer value) {
        if (value != null) {
            key(key);
            out.append(value);
        }
        return this;
    }

    private IntentDocument texts(String key, List<String> values) {
        if (!values.isEmpty()) {
            key(key);
            out.append('[');
            for (int i = 0; i < values.size(); i++) {
                QuotedText.append(i == 0 ? out : out.append(','), values.get(i));
            }
            out.append(']');
        }
        return this;
    }

    private void key(String key) {
        if (!first) {
            out.append(',');
        }
        first = false;
        QuotedText.append(out, key);
        out.append(':');
    }
}
