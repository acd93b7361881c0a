package io.conductorloop.validation.schema;

/** Where in a document its scanner is: for each level, the property's name or the element's index. */
final class DocumentPath {
    private final int[] starts;
    private final int[] ends;

    DocumentPath(int levels) {
        starts = new int[levels + 1];
        ends = new int[levels + 1];
    }

    /** The scanner is at the property of the object at {@code level}, the outermost being 1, whose name stands here. */
    void atProperty(int level, int nameStart, int nameEnd) {
        starts[level] = nameStart;
        ends[level] = nameEnd;
    }

    /** The scanner is at this element, counting from zero, of the array at {@code level}. */
    void atElement(int level, int index) {
        starts[level] = ~index;
    }

    /** The JSON pointer (RFC 6901) down to {@code level}; empty for level 0. */
    String pointer(byte[] document, int level) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 1; i <= level; i++) {
            pointer.append('/');
            if (starts[i] < 0) {
                pointer.append(~starts[i]);
            } else {
                pointer.append(Strings.text(document, starts[i], ends[i])
                        .replace("~", "~0")
                        .replace("/", "~1"));
            }
        }
        return pointer.toString();
    }
}
