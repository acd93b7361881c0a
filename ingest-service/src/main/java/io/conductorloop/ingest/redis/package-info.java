/** Remembers idempotency keys in Redis. */
@NullMarked
package io.conductorloop.ingest.redis;

import org.jspecify.annotations.NullMarked;
