package io.conductorloop.validation.schema;

/** Steps through a document. */
final class Bytes {
    private Bytes() {}

    /** The byte there; behind the end zero, which no document may contain. */
    static byte at(byte[] b, int pos) {
        return pos < b.length ? b[pos] : 0;
    }

    /** Where the next byte is that is no white space; the end, if there is none. */
    static int skipSpace(byte[] b, int from) {
        int pos = from;
        while (pos < b.length && b[pos] <= ' ' && isSpace(b[pos])) {
            pos++;
        }
        return pos;
    }

    static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
