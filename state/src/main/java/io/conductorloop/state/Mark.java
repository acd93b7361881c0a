package io.conductorloop.state;

import io.conductorloop.contracts.IntentId;

/**
 * The newest intent of a target that got so far.
 *
 * @param sequence its offset in {@code intents.received}, from 0
 * @param content what it came to: the SHA-256 of an accepted intent, the revision of an applied one
 */
public record Mark(long sequence, IntentId intent, String content) {
    /** Refuses a sequence that no record can have. */
    public Mark {
        if (sequence < 0) {
            throw new IllegalArgumentException("a sequence below zero: " + sequence);
        }
    }

    /** Whether this mark is of a later intent than {@code other}. */
    public boolean isNewerThan(Mark other) {
        return sequence > other.sequence;
    }
}
