package io.conductorloop.validation.schema;

/** Where in a document its scanner is: for each level, the property's name or the element's index. */
final class DocumentPath {
    /** As long as a path through objects with reasonable names may be, and no burden where it is stored and sent. */
    private static final int LONGEST_POINTER = 4_096;

    /** A name's start in the upper and its end in the lower half; an element's index as its complement, thus negative. */
    private final long[] steps;

    DocumentPath(int levels) {
        steps = new long[levels + 1];
    }

    /** The scanner is at the property of the object at {@code level}, the outermost being 1, whose name stands here. */
    void atProperty(int level, int nameStart, int nameEnd) {
        steps[level] = (long) nameStart << Integer.SIZE | nameEnd;
    }

    /** The scanner is at this element, counting from zero, of the array at {@code level}. */
    void atElement(int level, int index) {
        steps[level] = ~index;
    }

    /** The scanner is at the next element of the array at {@code level}. */
    void nextElement(int level) {
        steps[level]--;
    }

    /** Whether the value at {@code level} is an array. */
    boolean isAtElement(int level) {
        return steps[level] < 0;
    }

    /** How far down to {@code level} a JSON pointer reaches that is not much longer than {@value #LONGEST_POINTER} bytes. */
    int reach(int level) {
        int length = 0;
        for (int i = 1; i <= level; i++) {
            long step = steps[i];
            length += step < 0 ? 1 : (int) step - (int) (step >>> Integer.SIZE);
            if (length > LONGEST_POINTER) {
                return i - 1;
            }
        }
        return level;
    }

    /** The JSON pointer (RFC 6901) down to {@code level}; empty for level 0. */
    String pointer(byte[] document, int level) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 1; i <= level; i++) {
            pointer.append('/');
            long step = steps[i];
            if (step < 0) {
                pointer.append(~step);
            } else {
                pointer.append(Strings.text(document, (int) (step >>> Integer.SIZE), (int) step)
                        .replace("~", "~0")
                        .replace("/", "~1"));
            }
        }
        return pointer.toString();
    }
}
