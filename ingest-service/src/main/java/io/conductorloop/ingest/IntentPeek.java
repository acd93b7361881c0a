package io.conductorloop.ingest;

import io.conductorloop.contracts.Target;
import java.util.Optional;

/** Reads what ingest needs out of an intent's bytes, which need not be an intent at all. Never throws over the content. */
public interface IntentPeek {
    /** The target, where the top level names both parts as text before anything unreadable. Equal bytes give equal answers. */
    Optional<Target> target(byte[] intent);

    /** The author's correlation id, where the top level has one as text within its first 64 KiB. */
    Optional<String> correlationId(byte[] intent);
}
