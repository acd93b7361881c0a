package io.conductorloop.validation.schema;

/**
 * Goes over values of which the schema says nothing, in one loop: all that must be found out is whether they are strict JSON
 * and where they end.
 */
final class FreeValues {
    private static final int TRUE = Words.of("true");
    private static final int ALSE = Words.of("alse");
    private static final int NULL = Words.of("null");

    private final DocumentPath path;
    private final MemberNames names;
    private final Violations violations;

    FreeValues(DocumentPath path, MemberNames names, Violations violations) {
        this.path = path;
        this.names = names;
        this.violations = violations;
    }

    /**
     * Goes over the value at {@code start}, which is {@code outside} levels deep.
     *
     * @return where the document goes on, or -1 once an error of syntax has been noted
     */
    int scan(byte[] b, int start, int outside) {
        int level = outside;
        int pos = start;
        while (true) {
            byte c = Bytes.at(b, pos);
            if (c == '{' || c == '[') {
                if (++level > DocumentScanner.MAX_DEPTH) {
                    return violations.syntax(b, level - 1, SyntaxError.TOO_DEEP, pos);
                }
                boolean object = c == '{';
                pos = Bytes.skipSpace(b, pos + 1);
                open(level, object);
                if (Bytes.at(b, pos) != (object ? '}' : ']')) {
                    pos = object ? name(b, pos, level) : pos;
                    if (pos < 0) {
                        return pos;
                    }
                    continue;
                }
            } else {
                pos = scalar(b, c, pos, level);
                if (pos < 0 || level == outside) {
                    return pos;
                }
                pos = Bytes.skipSpace(b, pos);
            }
            // Behind a value, or at the end of an empty one: ends what ends here, up to the next value.
            while (Bytes.at(b, pos) != ',') {
                boolean object = !path.isAtElement(level);
                if (Bytes.at(b, pos) != (object ? '}' : ']')) {
                    SyntaxError expected =
                            object ? SyntaxError.EXPECTED_COMMA_OR_BRACE : SyntaxError.EXPECTED_COMMA_OR_BRACKET;
                    return violations.syntax(b, level - 1, expected, pos);
                }
                names.close(level);
                pos++;
                if (--level == outside) {
                    return pos;
                }
                pos = Bytes.skipSpace(b, pos);
            }
            pos = Bytes.skipSpace(b, pos + 1);
            if (path.isAtElement(level)) {
                path.nextElement(level);
            } else {
                pos = name(b, pos, level);
                if (pos < 0) {
                    return pos;
                }
            }
        }
    }

    private void open(int level, boolean object) {
        names.open(level);
        if (object) {
            path.atProperty(level, 0, 0);
        } else {
            path.atElement(level, 0);
        }
    }

    /** Goes over a property's name and the colon, to its value. */
    private int name(byte[] b, int start, int level) {
        if (Bytes.at(b, start) != '"') {
            return violations.syntax(b, level - 1, SyntaxError.EXPECTED_NAME, start);
        }
        long scanned = Strings.scan(b, start + 1);
        if (scanned < 0) {
            return violations.syntax(b, level - 1, scanned);
        }
        int end = Strings.end(scanned);
        path.atProperty(level, start + 1, end - 1);
        if (!names.add(b, start + 1, end - 1, Strings.escaped(scanned), level)) {
            violations.duplicate(b, level);
        }
        int pos = Bytes.skipSpace(b, end);
        if (Bytes.at(b, pos) != ':') {
            return violations.syntax(b, level, SyntaxError.EXPECTED_COLON, pos);
        }
        return Bytes.skipSpace(b, pos + 1);
    }

    private int scalar(byte[] b, byte c, int pos, int level) {
        if (c == '"') {
            long scanned = Strings.scan(b, pos + 1);
            return scanned < 0 ? violations.syntax(b, level, scanned) : Strings.end(scanned);
        }
        if (c == '-' || (c >= '0' && c <= '9')) {
            long scanned = Numbers.scan(b, pos);
            return scanned < 0 ? violations.syntax(b, level, scanned) : (int) scanned;
        }
        int end = wordEnd(b, c, pos);
        return end < 0 ? violations.syntax(b, level, SyntaxError.EXPECTED_VALUE, pos) : end;
    }

    /** Where {@code true}, {@code false} or {@code null} ends, if it stands here; else -1. */
    static int wordEnd(byte[] b, byte first, int pos) {
        int letters = first == 'f' ? pos + 1 : pos;
        int expected = first == 't' ? TRUE : first == 'f' ? ALSE : NULL;
        int end = letters + Integer.BYTES;
        return end <= b.length && Words.intAt(b, letters) == expected ? end : -1;
    }
}
