package io.conductorloop.contracts;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Refuses figures that mean nothing, each with a sentence that names it. */
final class Bounds {
    private Bounds() {}

    static void number(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + " must be from " + text(least) + " to " + text(most) + ", not " + value);
        }
    }

    static void integer(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    static void integer(String name, @Nullable Integer value, long least, long most) {
        if (value != null) {
            integer(name, value.longValue(), least, most);
        }
    }

    static void time(String name, @Nullable Duration value, Duration most) {
        if (value != null && (value.isNegative() || value.compareTo(most) > 0)) {
            throw new IllegalArgumentException(name + " must be from 0 to " + most + ", not " + value);
        }
    }

    static void text(String name, @Nullable String value, int most) {
        if (value != null && (value.isBlank() || value.length() > most)) {
            throw new IllegalArgumentException(name + " must be text of 1 to " + most + " characters");
        }
    }

    private static String text(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e15
                ? Long.toString((long) bound)
                : String.valueOf(bound);
    }
}
