package io.conductorloop.executor;

import io.conductorloop.contracts.Intent;

/** Reads an intent out of its bytes. */
@FunctionalInterface
public interface IntentReading {
    /**
     * The intent in these bytes.
     *
     * @throws IllegalArgumentException when they are none
     */
    Intent read(byte[] bytes);
}
