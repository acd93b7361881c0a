package io.conductorloop.validation.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Values of one document that somebody wants to know more about, by the index of their pointer at compilation. Only what was
 * captured may be asked about, and only as what the schema says it is.
 */
public final class CapturedValues {
    /** So many digits fit a long, whatever they are. */
    private static final int MOST_DIGITS = 18;

    /** A value's start in the upper and its end in the lower half; negative: the document does not have it. */
    private final long[] places;

    private byte[] document = new byte[0];

    CapturedValues(int count) {
        places = new long[count];
    }

    void startOver(byte[] bytes) {
        document = bytes;
        Arrays.fill(places, -1);
    }

    void note(int capture, int start, int end) {
        places[capture] = (long) start << Integer.SIZE | end;
    }

    private int start(int capture) {
        return (int) (places[capture] >>> Integer.SIZE);
    }

    private int end(int capture) {
        return (int) places[capture];
    }

    /** Whether the document has the value. */
    public boolean has(int capture) {
        return places[capture] >= 0;
    }

    /** Whether the value is {@code true}. */
    public boolean isTrue(int capture) {
        return has(capture) && document[start(capture)] == 't';
    }

    /** Whether the number is written without fraction and exponent. */
    public boolean isPlainInteger(int capture) {
        return Numbers.isPlainInteger(document, start(capture), end(capture));
    }

    /** The value of a plain integer; what has more than 18 digits counts as the greatest or least long. */
    public long integer(int capture) {
        boolean negative = document[start(capture)] == '-';
        int first = negative ? start(capture) + 1 : start(capture);
        if (end(capture) - first > MOST_DIGITS) {
            return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        long magnitude = 0;
        for (int i = first; i < end(capture); i++) {
            magnitude = magnitude * 10 + document[i] - '0';
        }
        return negative ? -magnitude : magnitude;
    }

    /** The text of the string. */
    public String text(int capture) {
        return Strings.text(document, start(capture) + 1, end(capture) - 1);
    }

    /** The value as it stands in the document, shortened. */
    public String excerpt(int capture) {
        return Violations.excerpt(document, start(capture), end(capture));
    }

    /** A test of a string's UTF-8 bytes. */
    @FunctionalInterface
    public interface TextTest {
        boolean test(byte[] bytes, int start, int end);
    }

    /** Whether the string passes the test. */
    public boolean passes(int capture, TextTest test) {
        return passes(start(capture) + 1, end(capture) - 1, test);
    }

    private boolean passes(int start, int end, TextTest test) {
        // No test here admits a backslash: a string with escapes gets its second chance in plain text.
        if (test.test(document, start, end)) {
            return true;
        }
        byte[] text = Strings.text(document, start, end).getBytes(StandardCharsets.UTF_8);
        return test.test(text, 0, text.length);
    }

    /** Which string of the array is the first that does not pass the test, from 0 on; negative: all do. */
    public int firstFailing(int array, TextTest test) {
        int index = 0;
        for (int pos = nextString(start(array) + 1); pos >= 0; index++) {
            int end = Strings.end(Strings.scan(document, pos + 1));
            if (!passes(pos + 1, end - 1, test)) {
                return index;
            }
            pos = nextString(end);
        }
        return -1;
    }

    /** The whole seconds since 1970 of the timestamp. */
    public long epochSecond(int capture) {
        if (Timestamps.isTimestamp(document, start(capture) + 1, end(capture) - 1)) {
            return Timestamps.epochSecond(document, start(capture) + 1, end(capture) - 1);
        }
        byte[] text = text(capture).getBytes(StandardCharsets.UTF_8);
        return Timestamps.epochSecond(text, 0, text.length);
    }

    /** Whether the array has no elements. */
    public boolean isEmptyArray(int capture) {
        for (int i = start(capture) + 1; i < end(capture) - 1; i++) {
            if (document[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    /** Whether the array of strings has the string among its elements. */
    public boolean contains(int array, int string) {
        for (int pos = nextString(start(array) + 1); pos >= 0; ) {
            int end = Strings.end(Strings.scan(document, pos + 1));
            if (sameText(pos + 1, end - 1, start(string) + 1, end(string) - 1)) {
                return true;
            }
            pos = nextString(end);
        }
        return false;
    }

    /** Where the next string of an array begins; negative: there is none. */
    private int nextString(int from) {
        int pos = from;
        while (document[pos] != '"' && document[pos] != ']') {
            pos++;
        }
        return document[pos] == ']' ? -1 : pos;
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
