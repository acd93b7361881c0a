package io.conductorloop.executor.deadletter;

import io.conductorloop.contracts.IntentId;
import io.conductorloop.executor.deadletter.DeadLetterDecision.Kind;
import java.time.Instant;
import java.util.UUID;

/** Dead letters for tests. */
public final class Letters {
    private Letters() {}

    /** The id of age {@code n}: a greater one is newer. */
    public static IntentId id(long n) {
        return new IntentId(new UUID((1_790_000_000_000L + n) << 16 | 0x7000L, 0x8000_0000_0000_0000L | n));
    }

    public static DeadLetter letter(long n) {
        return letter(n, "oran-odu/odu-high-phy");
    }

    public static DeadLetter letter(long n, String key) {
        return new DeadLetter(
                id(n),
                n,
                key,
                "/ingest/folder/test",
                n % 2 == 0 ? "intent-ü-" + n + ".json" : null,
                "no such workload [schema]",
                (int) n,
                "a".repeat(64),
                new byte[] {'{', (byte) 0xff, (byte) n, '}'});
    }

    public static DeadLetterDecision abandoned(long n) {
        return new DeadLetterDecision(
                id(n), Kind.ABANDONED, Instant.parse("2026-11-23T10:00:00Z"), "ops", "too old", null);
    }

    public static DeadLetterDecision replayed(long n, long as) {
        return new DeadLetterDecision(
                id(n), Kind.REPLAYED, Instant.parse("2026-11-23T10:00:00Z"), "anonymous", "", id(as));
    }
}
