package io.conductorloop.validation.schema;

/** What can be wrong with a text that means to be JSON (RFC 8259). */
enum SyntaxError {
    EMPTY("json", "the document is empty"),
    BYTE_ORDER_MARK("json", "the document starts with a byte order mark, which JSON does not allow"),
    EXPECTED_VALUE("json", "expected a value"),
    EXPECTED_NAME("json", "expected a property name in double quotes"),
    EXPECTED_COLON("json", "expected ':' after the property name"),
    EXPECTED_COMMA_OR_BRACE("json", "expected ',' or '}'"),
    EXPECTED_COMMA_OR_BRACKET("json", "expected ',' or ']'"),
    UNTERMINATED("json", "the document ends too early"),
    TRAILING_DATA("json", "something follows after the end of the document"),
    CONTROL_CHARACTER("json", "a control character in a string must be escaped"),
    BAD_ESCAPE("json", "unknown escape in a string"),
    LONE_SURROGATE("json", "an escaped surrogate in a string has no partner"),
    LEADING_ZERO("json", "a number must not start with a needless zero"),
    BAD_NUMBER("json", "this is not a JSON number"),
    BAD_UTF8("utf-8", "these bytes are not UTF-8"),
    TOO_DEEP("depth", "objects and arrays are nested more than " + DocumentScanner.MAX_DEPTH + " deep");

    private static final SyntaxError[] VALUES = values();

    private final String rule;
    private final String message;

    SyntaxError(String rule, String message) {
        this.rule = rule;
        this.message = message;
    }

    String rule() {
        return rule;
    }

    String message() {
        return message;
    }

    /** This error at this position, as the negative number in which the scanning methods return it. */
    @SuppressWarnings("EnumOrdinal") // lives only until the calling method reads it back
    long at(int position) {
        return ~((long) ordinal() << Integer.SIZE | position);
    }

    /** The error in what {@link #at} returned. */
    static SyntaxError of(long returned) {
        return VALUES[(int) (~returned >>> Integer.SIZE)];
    }

    /** The position in what {@link #at} returned. */
    static int position(long returned) {
        return (int) ~returned;
    }
}
