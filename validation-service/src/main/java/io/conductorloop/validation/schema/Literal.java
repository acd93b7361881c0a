package io.conductorloop.validation.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A string known in advance, as it stands in a document when nothing in it is escaped: recognised at its opening quote by
 * comparing words, before anybody has looked for its end.
 */
class Literal {
    private final byte[] written;

    /** Behind the string's closing quote, bytes. */
    private final int trail;

    private final long head;
    private final long tail;

    /** Length with quotes and what must follow them, bytes. */
    final int length;

    Literal(String text) {
        this(text, "");
    }

    /**
     * A string and what must follow at once for it to be recognised in place.
     *
     * @param following ASCII
     */
    Literal(String text, String following) {
        written = ('"' + text + '"' + following).getBytes(StandardCharsets.UTF_8);
        trail = following.length();
        length = written.length;
        // What cannot stand in a document without escapes is given a head that cannot, either.
        boolean plain = text.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\');
        head = plain ? Words.at(written, 0, Math.min(length, Long.BYTES)) : -1;
        tail = length > Long.BYTES ? Words.at(written, length - Long.BYTES) : 0;
    }

    /** Whether this string, quotes included, and what must follow it stand at {@code index}. */
    final boolean standsAt(byte[] document, int index) {
        if (index > document.length - length) {
            return false;
        }
        if (length < Long.BYTES) {
            return Words.at(document, index, length) == head;
        }
        return Words.at(document, index) == head
                && (length <= Long.BYTES || Words.at(document, index + length - Long.BYTES) == tail)
                && (length <= 2 * Long.BYTES || middleStandsAt(document, index));
    }

    private boolean middleStandsAt(byte[] document, int index) {
        if (length <= 3 * Long.BYTES) {
            return Words.at(document, index + Long.BYTES) == Words.at(written, Long.BYTES);
        }
        return Arrays.equals(
                document, index + Long.BYTES, index + length - Long.BYTES, written, Long.BYTES, length - Long.BYTES);
    }

    /** Whether these bytes, without quotes and with escapes resolved, are this string. */
    final boolean equalsText(byte[] bytes, int start, int end) {
        return Arrays.equals(bytes, start, end, written, 1, length - trail - 1);
    }

    final String text() {
        return new String(utf8(), StandardCharsets.UTF_8);
    }

    final byte[] utf8() {
        return Arrays.copyOfRange(written, 1, length - trail - 1);
    }
}
