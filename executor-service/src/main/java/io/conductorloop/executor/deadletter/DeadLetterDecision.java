package io.conductorloop.executor.deadletter;

import io.conductorloop.contracts.IntentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decided about a dead letter. There is at most one decision for each: the first.
 *
 * @param by who decided, as far as known
 * @param why what they gave as their reason; may be empty
 * @param replayedAs the id of the new intent, when it was replayed
 */
public record DeadLetterDecision(
        IntentId letter,
        Kind kind,
        Instant at,
        String by,
        String why,
        @Nullable IntentId replayedAs) {
    /** What can be decided. */
    public enum Kind {
        /** The intent was handed in again under a new id. */
        REPLAYED,
        /** Nothing more will be done. */
        ABANDONED
    }

    public DeadLetterDecision {
        if ((kind == Kind.REPLAYED) != (replayedAs != null)) {
            throw new IllegalArgumentException("a replay, and nothing else, names the new intent");
        }
    }

    /** The decision's form on {@code intents.dead} and in stores. */
    public interface Codec {
        byte[] encode(DeadLetterDecision decision);

        /**
         * The decision in these bytes.
         *
         * @throws IllegalArgumentException when they are none in a version this codec knows
         */
        DeadLetterDecision decode(byte[] bytes);
    }
}
