package io.conductorloop.ingest.submission;

import org.jspecify.annotations.Nullable;

/**
 * An intent as a caller sends it.
 *
 * @param intent not copied: do not change it afterwards
 * @param key the caller's idempotency key; null: none
 */
public record Submission(byte[] intent, @Nullable String key) {}
