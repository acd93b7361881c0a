package io.conductorloop.validation.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Values of one document that somebody wants to know more about, by the index of their pointer at compilation. Only what was
 * captured may be asked about, and only as what the schema says it is.
 */
public final class CapturedValues {
    private static final int MOST_DIGITS = 18;

    private final int[] starts;
    private final int[] ends;
    private byte[] document = new byte[0];

    CapturedValues(int count) {
        starts = new int[count];
        ends = new int[count];
    }

    void startOver(byte[] bytes) {
        document = bytes;
        Arrays.fill(starts, -1);
    }

    void note(int capture, int start, int end) {
        starts[capture] = start;
        ends[capture] = end;
    }

    /** Whether the document has the value. */
    public boolean has(int capture) {
        return starts[capture] >= 0;
    }

    /** Whether the value is {@code true}. */
    public boolean isTrue(int capture) {
        return has(capture) && document[starts[capture]] == 't';
    }

    /** Whether the number is written without fraction and exponent. */
    public boolean isPlainInteger(int capture) {
        return Numbers.isPlainInteger(document, starts[capture], ends[capture]);
    }

    /** The value of a plain integer; what has more than 18 digits counts as the greatest or least long. */
    public long integer(int capture) {
        boolean negative = document[starts[capture]] == '-';
        int first = negative ? starts[capture] + 1 : starts[capture];
        if (ends[capture] - first > MOST_DIGITS) {
            return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        long magnitude = 0;
        for (int i = first; i < ends[capture]; i++) {
            magnitude = magnitude * 10 + document[i] - '0';
        }
        return negative ? -magnitude : magnitude;
    }

    /** The text of the string. */
    public String text(int capture) {
        return Strings.text(document, starts[capture] + 1, ends[capture] - 1);
    }

    /** The value as it stands in the document, shortened. */
    public String excerpt(int capture) {
        return Violations.excerpt(document, starts[capture], ends[capture]);
    }

    /** A test of a string's UTF-8 bytes. */
    @FunctionalInterface
    public interface TextTest {
        boolean test(byte[] bytes, int start, int end);
    }

    /** Whether the string passes the test. */
    public boolean passes(int capture, TextTest test) {
        // No test here admits a backslash: a string with escapes gets its second chance in plain text.
        if (test.test(document, starts[capture] + 1, ends[capture] - 1)) {
            return true;
        }
        byte[] text = text(capture).getBytes(StandardCharsets.UTF_8);
        return test.test(text, 0, text.length);
    }

    /** The whole seconds since 1970 of the timestamp. */
    public long epochSecond(int capture) {
        if (Timestamps.isTimestamp(document, starts[capture] + 1, ends[capture] - 1)) {
            return Timestamps.epochSecond(document, starts[capture] + 1, ends[capture] - 1);
        }
        byte[] text = text(capture).getBytes(StandardCharsets.UTF_8);
        return Timestamps.epochSecond(text, 0, text.length);
    }

    /** Whether the array has no elements. */
    public boolean isEmptyArray(int capture) {
        for (int i = starts[capture] + 1; i < ends[capture] - 1; i++) {
            if (document[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    /** Whether the array of strings has the string among its elements. */
    public boolean contains(int array, int string) {
        int pos = starts[array] + 1;
        while (true) {
            while (document[pos] != '"' && document[pos] != ']') {
                pos++;
            }
            if (document[pos] == ']') {
                return false;
            }
            int end = Strings.end(Strings.scan(document, pos + 1));
            if (sameText(pos + 1, end - 1, starts[string] + 1, ends[string] - 1)) {
                return true;
            }
            pos = end;
        }
    }

    private boolean sameText(int start, int end, int otherStart, int otherEnd) {
        if (Arrays.equals(document, start, end, document, otherStart, otherEnd)) {
            return true;
        }
        return (hasEscape(start, end) || hasEscape(otherStart, otherEnd))
                && Strings.text(document, start, end).equals(Strings.text(document, otherStart, otherEnd));
    }

    private boolean hasEscape(int start, int end) {
        for (int i = start; i < end; i++) {
            if (document[i] == '\\') {
                return true;
            }
        }
        return false;
    }
}
