package io.conductorloop.executor;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.Intent.Constraints;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import java.util.UUID;

/** Delivered intents that read: {@code Deliveries.scaling("odu-high-phy").replicas(5).at(7)}. */
final class Deliveries {
    private final IntentType type;
    private final Target target;
    private int replicas = 3;
    private int priority = Intent.DEFAULT_PRIORITY;
    private int attempts;
    private Constraints constraints = Constraints.NONE;

    private Deliveries(IntentType type, Target target) {
        this.type = type;
        this.target = target;
    }

    static Deliveries scaling(String name) {
        return new Deliveries(IntentType.SCALING, new Target("oran-odu", name));
    }

    static Deliveries configuration(String name) {
        return new Deliveries(IntentType.CONFIGURATION, new Target("oran-odu", name));
    }

    static Deliveries of(IntentType type, Target target) {
        return new Deliveries(type, target);
    }

    Deliveries replicas(int replicas) {
        this.replicas = replicas;
        return this;
    }

    Deliveries priority(int priority) {
        this.priority = priority;
        return this;
    }

    Deliveries attempts(int attempts) {
        this.attempts = attempts;
        return this;
    }

    Deliveries claiming(String packageName) {
        constraints = new Constraints(null, null, java.util.List.of(), packageName, null, false, null);
        return this;
    }

    Deliveries saying(String key, String value) {
        constraints = new Constraints(
                null,
                null,
                java.util.List.of(),
                null,
                null,
                false,
                null,
                new java.util.TreeMap<>(java.util.Map.of(key, value)),
                java.util.List.of(),
                null);
        return this;
    }

    Deliveries onRepository(String repository) {
        constraints = new Constraints(null, null, java.util.List.of(), null, repository, false, null);
        return this;
    }

    Intent intent() {
        return new Intent(type, target, replicas, priority, null, null, null, constraints, null);
    }

    /** The intent at this sequence, its id made of it: one intent for each sequence. */
    DeliveredIntent at(long sequence) {
        return new DeliveredIntent(
                id(sequence),
                sequence,
                attempts,
                "/ingest/folder/test",
                "intent-" + sequence + ".json",
                new DeliveredIntent.Understood(intent()));
    }

    static DeliveredIntent unreadable(long sequence) {
        return new DeliveredIntent(
                id(sequence),
                sequence,
                0,
                "/ingest/rest",
                null,
                new DeliveredIntent.Unreadable(Reason.of("json", "not an intent")));
    }

    /** The intent as a store takes it. */
    PlannedIntent planned(long sequence) {
        return new PlannedIntent(id(sequence), sequence, intent());
    }

    static IntentId id(long sequence) {
        long version7 = 0x0000_0000_0000_7000L;
        return new IntentId(
                new UUID((1_790_000_000_000L + sequence) << 16 | version7, 0x8000_0000_0000_0000L | sequence));
    }
}
