package io.conductorloop.validation.schema;

import io.conductorloop.contracts.Reason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with one document, in words for its author. Costs nothing while nothing is wrong.
 *
 * <p>In all methods {@code level} is the depth of the path to what is wrong.
 */
final class Violations {
    /** More would not help anybody. */
    static final int MOST = 16;

    /** Among so many violations, others than those before are looked for. */
    private static final int MOST_SEEN = 256;

    private static final int LONGEST_EXCERPT = 40;

    private final DocumentPath path;
    private final List<Reason> reasons = new ArrayList<>(0);
    private int seen;

    Violations(DocumentPath path) {
        this.path = path;
    }

    void clear() {
        if (!reasons.isEmpty()) {
            reasons.clear();
            seen = 0;
        }
    }

    boolean none() {
        return reasons.isEmpty();
    }

    List<Reason> reasons() {
        return List.copyOf(reasons);
    }

    /**
     * The document ends here for its reader: what was found before the error no longer counts.
     *
     * @return -1, which says so where a position is expected
     */
    int syntax(byte[] document, int level, SyntaxError expected, int position) {
        SyntaxError error =
                position < document.length || expected == SyntaxError.EMPTY ? expected : SyntaxError.UNTERMINATED;
        clear();
        String message = error == SyntaxError.EMPTY
                ? error.message()
                : error.message() + found(document, position) + " at " + place(document, position);
        add(document, level, error.rule(), message);
        return -1;
    }

    /** The same, for what the scanning methods return. */
    int syntax(byte[] document, int level, long error) {
        return syntax(document, level, SyntaxError.of(error), SyntaxError.position(error));
    }

    /** A value is of a kind that {@code type}, or else {@code enum} or {@code const}, rules out. */
    void kind(byte[] document, int level, SchemaNode node, int kind, int start, int end) {
        if (node.types == Kinds.NONE) {
            add(document, level, "false", "no value is allowed here");
        } else if ((node.types & kind) == 0 || node.allowed == null) {
            add(document, level, "type", "must be " + Kinds.describe(node.types) + but(document, start, end));
        } else {
            notAllowed(document, level, node.allowed, start, end);
        }
    }

    /** A value is not one of those that {@code enum} or {@code const} leaves. */
    void notAllowed(byte[] document, int level, Allowed allowed, int start, int end) {
        add(document, level, allowed.rule(), "must be " + allowed.description() + but(document, start, end));
    }

    /** A string breaks one or more of its rules. */
    void string(byte[] document, int level, StringRules rules, int codePoints, int start, int end) {
        if (codePoints < rules.minLength()) {
            String demand = rules.minLength() == 1
                    ? "must not be empty"
                    : "must be at least " + rules.minLength() + " characters long, but has " + codePoints;
            add(document, level, "minLength", demand);
        }
        if (codePoints > rules.maxLength()) {
            String demand = "must be at most " + rules.maxLength() + " characters long, but has " + codePoints;
            add(document, level, "maxLength", demand);
        }
        if (rules.timestamp() && !Timestamps.isTimestamp(document, start + 1, end - 1)) {
            String demand = "must be a real RFC 3339 time such as 2026-02-28T13:45:00Z";
            add(document, level, "date-time", demand + but(document, start, end));
        }
    }

    /** A number lies beyond one or more of its bounds. */
    void number(byte[] document, int level, NumberRules rules, int start, int end) {
        for (NumberRules.Bound bound : rules.bounds()) {
            if (!bound.admits(document, start, end)) {
                add(document, level, bound.rule(), "must be " + bound.description() + but(document, start, end));
            }
        }
    }

    /** An array has too few or too many elements. */
    void array(byte[] document, int level, ArrayRules rules, int elements) {
        if (elements < rules.minItems()) {
            add(
                    document,
                    level,
                    "minItems",
                    "must have at least " + rules.minItems() + " elements, but has " + elements);
        }
        if (elements > rules.maxItems()) {
            add(
                    document,
                    level,
                    "maxItems",
                    "must have at most " + rules.maxItems() + " elements, but has " + elements);
        }
    }

    /** An object lacks properties, or has too few or too many. */
    void object(byte[] document, int level, ObjectRules rules, long seen, int members) {
        for (long missing = rules.required & ~seen; missing != 0; missing &= missing - 1) {
            String name = rules.property(Long.numberOfTrailingZeros(missing)).text();
            add(document, level, "required", "the property \"" + name + "\" is missing");
        }
        if (members < rules.minProperties) {
            String demand = "must have at least " + rules.minProperties + " properties, but has " + members;
            add(document, level, "minProperties", demand);
        }
        if (members > rules.maxProperties) {
            String demand = "must have at most " + rules.maxProperties + " properties, but has " + members;
            add(document, level, "maxProperties", demand);
        }
    }

    /** The property should not be there. */
    void unknown(byte[] document, int level) {
        add(document, level, "additionalProperties", "no property of this name is allowed here");
    }

    /** The property was there before. */
    void duplicate(byte[] document, int level) {
        add(document, level, "duplicate-key", "the property is given twice");
    }

    private void add(byte[] document, int level, String rule, String message) {
        if (reasons.size() == MOST || seen++ > MOST_SEEN) {
            return;
        }
        int reach = path.reach(level);
        String where = reach < level ? "; where exactly would be too long to say" : "";
        Reason reason = new Reason(rule, path.pointer(document, reach), message + where);
        if (!reasons.contains(reason)) { // of a property given twice, both values may break the same rule
            reasons.add(reason);
        }
    }

    private static String place(byte[] document, int position) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < position; i++) {
            if (document[i] == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return "line " + line + ", column " + (position - lineStart + 1) + " (byte " + position + ")";
    }

    private static String found(byte[] document, int position) {
        if (position >= document.length) {
            return "";
        }
        int c = document[position] & 0xFF;
        return c > ' ' && c < 0x7F ? ", found '" + (char) c + "'" : String.format(", found byte 0x%02X", c);
    }

    private static String but(byte[] document, int start, int end) {
        return ", but is " + excerpt(document, start, end);
    }

    /** The value as it stands in the document, shortened; objects and arrays only by name. */
    static String excerpt(byte[] document, int start, int end) {
        if (document[start] == '{') {
            return "an object";
        } else if (document[start] == '[') {
            return "an array";
        } else if (end - start <= LONGEST_EXCERPT) {
            return new String(document, start, end - start, StandardCharsets.UTF_8);
        }
        // A decoder that is not told that the input ends leaves out a character that was cut in half.
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
        CharBuffer text = CharBuffer.allocate(LONGEST_EXCERPT);
        decoder.decode(ByteBuffer.wrap(document, start, LONGEST_EXCERPT), text, false);
        return text.flip() + "…";
    }
}
