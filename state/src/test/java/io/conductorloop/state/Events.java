package io.conductorloop.state;

import io.conductorloop.contracts.IntentEvent;
import io.conductorloop.contracts.IntentEvent.IntentExecuting;
import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentJudged;
import io.conductorloop.contracts.IntentEvent.IntentProposed;
import io.conductorloop.contracts.IntentEvent.IntentReceived;
import io.conductorloop.contracts.IntentEvent.IntentRetrying;
import io.conductorloop.contracts.IntentId;
import io.conductorloop.contracts.IntentState;
import io.conductorloop.contracts.Outcome;
import io.conductorloop.contracts.Reason;
import io.conductorloop.contracts.Target;
import java.time.Instant;
import java.util.UUID;

/** Ids and events of intents as a test needs them: the {@code n}-th id is claimed {@code n} milliseconds after a fixed time. */
public final class Events {
    public static final Instant START = Instant.parse("2026-11-23T18:30:00Z");
    public static final Target ODU = new Target("oran-odu", "odu-high-phy");
    public static final Target OCU = new Target("oran-ocu", "ocu-up");

    private static final String FOLDER = "/ingest/folder/0a1b2c3d4e5f6071";
    private static final String FILE = "intent-scale-odu-high-phy-05.json";

    private Events() {}

    public static IntentId id(long n) {
        return id(n, 0);
    }

    /** One of several ids claimed in the same millisecond. */
    public static IntentId id(long n, long low) {
        return new IntentId(new UUID((START.toEpochMilli() + n) << 16 | 0x7000, low | Long.MIN_VALUE));
    }

    public static String sha256(long n) {
        return "%064x".formatted(n);
    }

    public static IntentEvent received(IntentId id, Target target) {
        return new IntentReceived(id, START, FOLDER, FILE, target, sha256(7), 1_024);
    }

    public static IntentEvent judged(IntentId id) {
        return new IntentJudged(id, START.plusMillis(1), 7, IntentState.ACCEPTED, null);
    }

    public static IntentEvent executing(IntentId id, int attempt) {
        return new IntentExecuting(id, START.plusMillis(2), attempt);
    }

    public static IntentEvent retrying(IntentId id, int attempt) {
        return new IntentRetrying(
                id, START.plusMillis(3), attempt, START.plusSeconds(1), Reason.of("timeout", "No answer in 30 s"));
    }

    public static IntentEvent proposed(IntentId id) {
        return new IntentProposed(id, START.plusMillis(3), "oran-odu", "r-7", true);
    }

    public static IntentEvent finished(IntentId id, Target target) {
        return finished(id, target, new Outcome.Executed(target.name(), "v7"));
    }

    public static IntentFinished finished(IntentId id, Target target, Outcome outcome) {
        return new IntentFinished(id, START.plusMillis(4), "executor", 7, FOLDER, FILE, target, outcome);
    }
}
