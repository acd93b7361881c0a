package io.conductorloop.validation.schema;

import java.nio.charset.StandardCharsets;

/**
 * What a schema says about strings.
 *
 * @param minLength characters
 * @param maxLength characters
 * @param timestamp whether {@code format} is {@code date-time}
 */
record StringRules(int minLength, int maxLength, boolean timestamp) {
    static final StringRules NONE = new StringRules(0, Integer.MAX_VALUE, false);

    /** Whether a string of the schema itself could stand in a document. */
    boolean admit(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return admits(utf8, 0, utf8.length, text.codePointCount(0, text.length()));
    }

    boolean admits(byte[] text, int start, int end, int codePoints) {
        return codePoints >= minLength
                && codePoints <= maxLength
                && (!timestamp || Timestamps.isTimestamp(text, start, end));
    }
}
