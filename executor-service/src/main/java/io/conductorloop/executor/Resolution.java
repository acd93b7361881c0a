package io.conductorloop.executor;

import io.conductorloop.contracts.IntentEvent.IntentFinished;
import io.conductorloop.contracts.IntentEvent.IntentProposed;
import io.conductorloop.contracts.IntentEvent.IntentRetrying;

/** What has been settled about an intent and is now to be remembered and announced. */
public sealed interface Resolution {
    /** Whose matter was settled. */
    DeliveredIntent intent();

    /**
     * The intent has ended.
     *
     * @param again whether it had ended before this delivery
     */
    record Ended(DeliveredIntent intent, IntentFinished event, boolean again) implements Resolution {}

    /** The intent waits for a person's decision. */
    record Awaited(DeliveredIntent intent, IntentProposed event) implements Resolution {}

    /** The intent is due again later; the event says when, why, and how often it has been tried by now. */
    record Postponed(DeliveredIntent intent, IntentRetrying event) implements Resolution {
        /** Whether this delivery counted as an attempt. */
        boolean tried() {
            return event.attempt() > intent.attempts();
        }
    }
}
