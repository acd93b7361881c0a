package io.conductorloop.energy.deferral;

import io.conductorloop.contracts.IntentId;

/** What becomes of an intent that was held. */
public sealed interface Fate {
    /** It waits for its time. */
    record Waiting() implements Fate {}

    /** It goes on to be carried out. */
    record Released() implements Fate {}

    /** A newer intent of its target and type, {@code by}, waits in its place. */
    record Superseded(IntentId by) implements Fate {}

    /**
     * Somebody withdrew it.
     *
     * @param by who
     * @param why in their words, may be empty
     */
    record Cancelled(String by, String why) implements Fate {}
}
