package io.conductorloop.validation.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A string known in advance, as it stands in a document when nothing in it is escaped: recognised at its opening quote by
 * comparing words, before anybody has looked for its end.
 */
final class Literal {
    private final byte[] quoted;
    private final int length;
    private final long head;
    private final long tail;

    /** Whether the string can stand in a document without escapes; only then does {@link #standsAt} find it. */
    private final boolean plain;

    Literal(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        length = utf8.length + 2;
        quoted = new byte[length];
        quoted[0] = '"';
        System.arraycopy(utf8, 0, quoted, 1, utf8.length);
        quoted[length - 1] = '"';
        head = Words.at(Arrays.copyOf(quoted, Math.max(length, Long.BYTES)), 0);
        tail = length > Long.BYTES ? Words.at(quoted, length - Long.BYTES) : 0;
        plain = text.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\');
    }

    /** Whether this string, quotes included, stands at {@code index}. */
    boolean standsAt(byte[] document, int index) {
        if (index > document.length - length) {
            return false;
        }
        if (length <= Long.BYTES) {
            return Words.at(document, index, length) == head && plain;
        }
        return Words.at(document, index) == head
                && Words.at(document, index + length - Long.BYTES) == tail
                && (length <= 2 * Long.BYTES || middleStandsAt(document, index))
                && plain;
    }

    private boolean middleStandsAt(byte[] document, int index) {
        return Arrays.equals(
                document, index + Long.BYTES, index + length - Long.BYTES, quoted, Long.BYTES, length - Long.BYTES);
    }

    /** Whether these bytes, without quotes and with escapes resolved, are this string. */
    boolean equalsText(byte[] bytes, int start, int end) {
        return Arrays.equals(bytes, start, end, quoted, 1, length - 1);
    }

    /** Length with both quotes, bytes. */
    int quotedLength() {
        return length;
    }

    String text() {
        return new String(quoted, 1, length - 2, StandardCharsets.UTF_8);
    }

    byte[] utf8() {
        return Arrays.copyOfRange(quoted, 1, length - 1);
    }
}
