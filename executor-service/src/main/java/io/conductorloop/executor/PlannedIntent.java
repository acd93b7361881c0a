package io.conductorloop.executor;

import io.conductorloop.contracts.Intent;
import io.conductorloop.contracts.IntentId;

/**
 * An intent on its way into a package.
 *
 * @param sequence its offset in {@code intents.received}; orders the intents of a target and type
 */
public record PlannedIntent(IntentId id, long sequence, Intent intent) {}
