package io.conductorloop.ingest;

import io.conductorloop.contracts.Target;
import java.util.Optional;

/** Reads what ingest needs out of an intent's bytes, which need not be an intent at all. Never throws over the content. */
public interface IntentPeek {
    /** The target, where the top level names both parts as text before anything unreadable. Equal bytes give equal answers. */
    Optional<Target> target(byte[] intent);

    /** So much of an intent is looked through for its author's correlation id, bytes. */
    int LOOKED_THROUGH = 64 * 1024;

    /** The author's correlation id, where the top level has one as text within {@link #LOOKED_THROUGH}. */
    Optional<String> correlationId(byte[] intent);
}
