package io.conductorloop.executor;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentType;
import io.conductorloop.contracts.Target;

/**
 * One side of a target, of which the newest intent wins. A configuration says nothing about replicas, so it leaves an older
 * scaling of the same target standing.
 */
public record Facet(Target target, IntentType type) {
    /** The side of its target that the intent is about. */
    public static Facet of(Intent intent) {
        return new Facet(intent.target(), intent.type());
    }
}
