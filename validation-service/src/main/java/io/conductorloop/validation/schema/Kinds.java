package io.conductorloop.validation.schema;

import java.util.ArrayList;
import java.util.List;

/** The kinds of JSON values as bits; several together say what a schema admits. */
final class Kinds {
    static final int OBJECT = 1;
    static final int ARRAY = 1 << 1;
    static final int STRING = 1 << 2;
    /** A number without fractional part. */
    static final int INTEGER = 1 << 3;
    /** A number with a fractional part. */
    static final int FRACTION = 1 << 4;

    static final int TRUE = 1 << 5;
    static final int FALSE = 1 << 6;
    static final int NULL = 1 << 7;

    static final int NUMBER = INTEGER | FRACTION;
    static final int BOOLEAN = TRUE | FALSE;
    static final int ALL = (1 << 8) - 1;
    static final int NONE = 0;

    private Kinds() {}

    /** The kinds of a type as the keyword {@code type} names it, or {@link #NONE} when it is no type. */
    static int ofType(String type) {
        return switch (type) {
            case "object" -> OBJECT;
            case "array" -> ARRAY;
            case "string" -> STRING;
            case "integer" -> INTEGER;
            case "number" -> NUMBER;
            case "boolean" -> BOOLEAN;
            case "null" -> NULL;
            default -> NONE;
        };
    }

    /** The types in words: {@code a string or an integer}. */
    static String describe(int kinds) {
        List<String> words = new ArrayList<>();
        addIf(words, kinds, OBJECT, "an object");
        addIf(words, kinds, ARRAY, "an array");
        addIf(words, kinds, STRING, "a string");
        if ((kinds & NUMBER) == NUMBER || (kinds & NUMBER) == FRACTION) {
            words.add("a number");
        } else {
            addIf(words, kinds, INTEGER, "an integer");
        }
        addIf(words, kinds, BOOLEAN, "a boolean");
        addIf(words, kinds, NULL, "null");
        return String.join(" or ", words);
    }

    private static void addIf(List<String> words, int kinds, int kind, String word) {
        if ((kinds & kind) != 0) {
            words.add(word);
        }
    }
}
