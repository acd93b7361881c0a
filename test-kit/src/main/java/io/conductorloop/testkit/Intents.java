package io.conductorloop.testkit;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Intents that read: {@code Intents.scaling().target("oran-odu", "odu-high-phy").replicas(5).json()}. */
public final class Intents {
    private final String type;
    private String namespace = "oran-odu";
    private String target = "odu-high-phy";
    private int replicas = 3;
    private @Nullable Integer priority;
    private @Nullable String reason;

    private Intents(String type) {
        this.type = type;
    }

    /** A valid scaling intent. */
    public static Intents scaling() {
        return new Intents("scaling");
    }

    /** A valid configuration intent. */
    public static Intents configuration() {
        return new Intents("configuration");
    }

    /** A valid deployment intent. */
    public static Intents deployment() {
        return new Intents("deployment");
    }

    public Intents target(String namespace, String target) {
        this.namespace = namespace;
        this.target = target;
        return this;
    }

    public Intents replicas(int replicas) {
        this.replicas = replicas;
        return this;
    }

    public Intents priority(int priority) {
        this.priority = priority;
        return this;
    }

    /** A reason in plain ASCII without quotes. */
    public Intents reason(String reason) {
        this.reason = reason;
        return this;
    }

    /** The intent as JSON. */
    public String json() {
        return "{\"intent_type\":\"%s\",\"target\":\"%s\",\"namespace\":\"%s\",\"replicas\":%d%s%s}"
                .formatted(
                        type,
                        target,
                        namespace,
                        replicas,
                        priority == null ? "" : ",\"priority\":" + priority,
                        reason == null ? "" : ",\"reason\":\"" + reason + "\"");
    }

    /** The intent as UTF-8 bytes. */
    public byte[] bytes() {
        return json().getBytes(StandardCharsets.UTF_8);
    }
}
