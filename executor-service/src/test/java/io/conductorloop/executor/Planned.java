package io.conductorloop.executor;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Target;
import java.util.UUID;

/** Planned intents that read: {@code Planned.scaling().of("oran-odu", "odu-high-phy").to(5).at(41)}. */
public final class Planned {
    private static final long FIRST_CLAIM_MILLIS = 1_790_000_000_000L;

    private final IntentType type;
    private Target target = new Target("oran-odu", "odu-high-phy");
    private int replicas = 3;
    private String reason;
    private String correlationId;
    private String blueprint;
    private Intent.Constraints constraints = Intent.Constraints.NONE;
    private long number = -1;

    private Planned(IntentType type) {
        this.type = type;
    }

    public static Planned scaling() {
        return new Planned(IntentType.SCALING);
    }

    public static Planned deployment() {
        return new Planned(IntentType.DEPLOYMENT);
    }

    public static Planned configuration() {
        return new Planned(IntentType.CONFIGURATION);
    }

    public Planned of(String namespace, String name) {
        target = new Target(namespace, name);
        return this;
    }

    public Planned to(int replicas) {
        this.replicas = replicas;
        return this;
    }

    public Planned because(String reason) {
        this.reason = reason;
        return this;
    }

    public Planned correlatedBy(String correlationId) {
        this.correlationId = correlationId;
        return this;
    }

    public Planned from(String blueprint) {
        this.blueprint = blueprint;
        return this;
    }

    public Planned within(Intent.Constraints constraints) {
        this.constraints = constraints;
        return this;
    }

    /** Another intent than the one that the sequence alone would make. */
    public Planned numbered(long number) {
        this.number = number;
        return this;
    }

    /** The intent; its id is that of its number, or else of its sequence. */
    public PlannedIntent at(long sequence) {
        return new PlannedIntent(
                id(number < 0 ? sequence : number),
                sequence,
                new Intent(type, target, replicas, 5, reason, "user", correlationId, constraints, blueprint));
    }

    /** The id of the intent of that number. */
    public static IntentId id(long number) {
        return new IntentId(new UUID((FIRST_CLAIM_MILLIS + number) << 16 | 0x7000, 0x8000_0000_0000_0000L | number));
    }
}
