package io.conductorloop.executor.packages;

import io.conductorloop.contracts.IntentId;

/**
 * Which intent a facet's file says: how a store recognises an intent it was given before and refuses an older one.
 *
 * @param sequence the intent's offset in {@code intents.received}
 * @param revision the revision in which it took effect
 */
public record FacetMark(IntentId id, long sequence, String revision) {
    /** The annotation that names the intent. */
    public static final String ID = "nephoran.io/intent-id";

    static final String SEQUENCE = "nephoran.io/sequence";
    static final String REVISION = "nephoran.io/revision";
}
