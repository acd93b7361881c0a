package io.conductorloop.porchfake;

import java.time.Duration;

/** What goes wrong with a request. */
public sealed interface Fault {
    /** Nothing. */
    record None() implements Fault {}

    /** The request is carried out, and the connection ends before its answer. */
    record DropAnswer() implements Fault {}

    /** The request is carried out, and its answer never comes. */
    record Hang() implements Fault {}

    /** This is answered, and nothing was done. */
    record Instead(int status, String message) implements Fault {}

    /** The request is carried out, and this is answered. */
    record Afterwards(int status, String message) implements Fault {}

    /** The server has too much to do, and says when to come again. */
    record TooMany(Duration retryAfter) implements Fault {}

    /** The lock of the git address is held so much longer. */
    record SlowLock(Duration by) implements Fault {}

    /**
     * The server ends and is not there for a time. Every request under way loses its connection, and what had not taken effect
     * never does; the one that this happens to has, or has not.
     */
    record Restart(Duration away, boolean worked) implements Fault {}

    static Fault instead(int status, String message) {
        return new Instead(status, message);
    }

    static Fault afterwards(int status, String message) {
        return new Afterwards(status, message);
    }

    /** Whether the request takes effect all the same. */
    default boolean works() {
        return switch (this) {
            case Instead _, TooMany _ -> false;
            case Restart restart -> restart.worked();
            case None _, DropAnswer _, Hang _, Afterwards _, SlowLock _ -> true;
        };
    }
}
