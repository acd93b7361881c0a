package io.conductorloop.validation;

import java.time.Duration;

/** When content that a target was sent before is a repeat. */
public sealed interface RepeatPolicy {
    /** When the target's latest accepted intent has the same content: 3, 5, 3 are three intents. */
    record SinceLastChange() implements RepeatPolicy {}

    /**
     * When the target was sent the same content within a time: 3, 5, 3 are two intents.
     *
     * @param length counted from who said it first
     */
    record Window(Duration length) implements RepeatPolicy {
        public Window {
            if (length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException("a window must be longer than nothing: " + length);
            }
        }
    }

    /** Never. */
    record Off() implements RepeatPolicy {}
}
