/** How an intent that comes by REST is taken: alone or among many, once per idempotency key, and refused with a reason. */
@NullMarked
package io.conductorloop.ingest.submission;

import org.jspecify.annotations.NullMarked;
