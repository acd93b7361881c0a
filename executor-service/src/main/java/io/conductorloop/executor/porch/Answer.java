package io.conductorloop.executor.porch;

import io.conductorloop.contracts.Reason;
import java.time.Duration;

/** What came of asking Porch for something. */
public sealed interface Answer<T> {
    /** It was done, or what was submitted is being done: the value says. */
    record Done<T>(T value) implements Answer<T> {}

    /** What it was about is not there. */
    record Absent<T>(Reason reason) implements Answer<T> {}

    /** It was not done and never will be. */
    record Refused<T>(Reason reason) implements Answer<T> {}

    /** It was done, or not, or still will be: look before asking again. */
    record Unknown<T>(Reason reason) implements Answer<T> {}

    /**
     * It was not done, and asking again before long is of no use.
     *
     * @param retryAfter how long the server asks to be left alone; zero when it did not say
     */
    record Away<T>(Reason reason, Duration retryAfter) implements Answer<T> {}

    /** Why it was not done; not for {@link Done}. */
    static Reason reason(Answer<?> answer) {
        return switch (answer) {
            case Done<?> _ -> throw new IllegalArgumentException("what was done has no reason");
            case Absent<?>(Reason reason) -> reason;
            case Refused<?>(Reason reason) -> reason;
            case Unknown<?>(Reason reason) -> reason;
            case Away<?> away -> away.reason();
        };
    }

    /** The same answer about something else; not for {@link Done}. */
    static <A, B> Answer<B> instead(Answer<A> answer) {
        return switch (answer) {
            case Done<A> _ -> throw new IllegalArgumentException("what was done has a value of its own");
            case Absent<A>(Reason reason) -> new Absent<>(reason);
            case Refused<A>(Reason reason) -> new Refused<>(reason);
            case Unknown<A>(Reason reason) -> new Unknown<>(reason);
            case Away<A>(Reason reason, Duration retryAfter) -> new Away<>(reason, retryAfter);
        };
    }
}
