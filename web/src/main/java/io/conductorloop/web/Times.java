package io.conductorloop.web;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Points in time as callers give them: of the years that calendars and stores can reckon with, 1970 to 9999. */
public final class Times {
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Times() {}

    /** Whether it is of those years. */
    public static boolean isUsual(Instant time) {
        return !time.isBefore(Instant.EPOCH) && !time.isAfter(LAST);
    }

    /**
     * The time that a text says, RFC 3339.
     *
     * @throws IllegalArgumentException when it says none, or one of another year; its message is a sentence for the caller
     */
    public static Instant parse(String text) {
        Instant time;
        try {
            time = Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw new IllegalArgumentException("is no time as in 2026-01-31T13:00:00Z");
        }
        if (!isUsual(time)) {
            throw new IllegalArgumentException("is no time of the years 1970 to 9999");
        }
        return time;
    }
}
