package io.conductorloop.validation;

import io.conductorloop.contracts.Reason;
import io.conductorloop.validation.schema.CompiledSchema;
import io.conductorloop.validation.schema.SchemaFallback;
import java.time.Instant;
import java.util.List;

/** Says of an intent's bytes whether they are a valid intent. Safe for all threads: each has a scanner of its own. */
public final class IntentValidator {
    private final ThreadLocal<IntentScan> scans;
    private final SchemaFallback fallback;

    /**
     * Judges by this schema.
     *
     * @param schema compiled with {@link IntentScan#CAPTURES} and {@link IntentScan#SHAPE}
     * @param fallback judges by what the compiled schema leaves open
     * @param seed chance, for the hashes of property names
     */
    public IntentValidator(CompiledSchema schema, SchemaFallback fallback, long seed) {
        this.scans = ThreadLocal.withInitial(() -> new IntentScan(schema, seed));
        this.fallback = fallback;
    }

    /**
     * Whether the intent is valid, and what routing needs of it.
     *
     * @param claimedAt when the intent came in
     */
    public Verdict validate(byte[] intent, Instant claimedAt) {
        IntentScan scan = scans.get();
        if (!scan.accepts(intent, claimedAt)) {
            return new Verdict.Rejected(scan.reasons());
        }
        List<Reason> left = fallback.violations(intent);
        if (!left.isEmpty()) {
            return new Verdict.Rejected(left);
        }
        return scan.deferrable()
                ? new Verdict.Deferrable(scan.type(), scan.target(), scan.priority())
                : new Verdict.Accepted(scan.type(), scan.target(), scan.priority());
    }
}
