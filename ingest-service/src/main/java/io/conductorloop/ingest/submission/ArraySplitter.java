package io.conductorloop.ingest.submission;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts at the commas of the outermost array. It looks at strings and brackets only: an element that is no JSON is cut out
 * like any other, and refused on its own, as long as its strings and brackets close.
 */
final class ArraySplitter extends IntentSplitter {
    private boolean opened;
    private boolean closed;

    ArraySplitter(InputStream in, Limits limits) {
        super(in, limits);
    }

    @Override
    Item cut() throws IOException {
        if (closed) {
            return end();
        }
        int read = skipWhiteSpace();
        if (!opened) {
            if (read != '[') {
                return broken(read, "The document is no array");
            }
            opened = true;
            read = skipWhiteSpace();
            if (read == ']') {
                return end();
            }
        }
        return element(read);
    }

    private Item element(int first) throws IOException {
        int depth = 0;
        boolean inString = false;
        boolean escaped = false;
        int read = first;
        while (read >= 0) {
            if (inString) {
                inString = escaped || read != '"';
                escaped = !escaped && read == '\\';
            } else if (depth == 0 && (read == ',' || read == ']')) {
                closed = read == ']';
                return cutOff();
            } else {
                inString = read == '"';
                depth += change(read, depth);
            }
            keep(read);
            read = read();
        }
        return broken(read, "The array does not end");
    }

    private static int change(int octet, int depth) {
        return switch (octet) {
            case '{', '[' -> 1;
            case '}', ']' -> depth > 0 ? -1 : 0;
            default -> 0;
        };
    }

    /** After the array: nothing may follow but white space. */
    private Item end() throws IOException {
        int read = skipWhiteSpace();
        return read == END ? new Item.End() : broken(read, "Something follows after the array");
    }

    private int skipWhiteSpace() throws IOException {
        int read = read();
        while (isWhiteSpace(read)) {
            read = read();
        }
        return read;
    }
}
