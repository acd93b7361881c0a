package io.conductorloop.validation.schema;

/**
 * The values that {@code enum} or {@code const} leaves: scalars, as a document can be compared with those as it passes.
 *
 * @param rule the keyword, for the author
 * @param description the values in words, for the author
 * @param kinds the kinds among the values
 * @param strings those of the strings that the schema's other keywords admit too
 */
record Allowed(String rule, String description, int kinds, Literal[] strings, Decimal[] numbers) {
    /** Which of the strings stands at {@code index}, quotes included and without escapes; -1: none. */
    int indexAt(byte[] document, int index) {
        for (int i = 0; i < strings.length; i++) {
            if (strings[i].standsAt(document, index)) {
                return i;
            }
        }
        return -1;
    }

    /** Which of the strings these bytes are; -1: none. */
    int indexOf(byte[] text, int start, int end) {
        for (int i = 0; i < strings.length; i++) {
            if (strings[i].equalsText(text, start, end)) {
                return i;
            }
        }
        return -1;
    }

    boolean hasNumber(byte[] document, int start, int end) {
        for (Decimal number : numbers) {
            if (Numbers.compare(document, start, end, number) == 0) {
                return true;
            }
        }
        return false;
    }
}
