package io.conductorloop.validation.schema;

import static io.conductorloop.validation.schema.Bytes.at;
import static io.conductorloop.validation.schema.Bytes.isSpace;
import static io.conductorloop.validation.schema.Bytes.skipSpace;

import io.conductorloop.contracts.Reason;
import io.conductorloop.validation.schema.ObjectRules.Property;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes over a document once, checks that it is strict JSON (RFC 8259: UTF-8 without byte order mark, no property twice,
 * nothing behind the end, at most {@value #MAX_DEPTH} levels) and obeys the schema, and notes where the captured values are.
 * A document that passes costs no allocation.
 *
 * <p>It expects each object's properties in the order in which it last met them, separately for each shape of document (as
 * told by the value of one property, for an intent its type), and so recognises most names by comparing them in place. A
 * wrong guess costs a look-up and is remembered.
 *
 * <p>A scanner remembers its last document; it is for one thread at a time.
 */
public final class DocumentScanner {
    /** How deep objects and arrays may be nested. */
    public static final int MAX_DEPTH = 100;

    /** So many digits fit a long, whatever they are. */
    private static final int PLAIN_DIGITS = 18;

    private static final int REFUSED = -1;

    private final SchemaNode root;
    private final @Nullable Property[] expectations;
    private final int expectationsPerShape;
    private final CapturedValues captured;
    private final DocumentPath path = new DocumentPath(MAX_DEPTH);
    private final Violations violations = new Violations(path);
    private final MemberNames names;
    private final FreeValues free;

    private byte[] scratch = new byte[64];
    private int shape;

    /** The known property whose name was gone over last; null: the name is not known. */
    private @Nullable Property named;

    DocumentScanner(CompiledSchema schema, long seed) {
        root = schema.root();
        expectations = schema.expectations();
        expectationsPerShape = schema.expectationsPerShape();
        captured = new CapturedValues(schema.captures());
        names = new MemberNames(MAX_DEPTH, seed);
        free = new FreeValues(path, names, violations);
    }

    /** Whether the document is strict JSON and obeys the schema; if not, {@link #reasons} say why. */
    public boolean accepts(byte[] bytes) {
        shape = 0;
        violations.clear();
        names.clear();
        captured.startOver(bytes);
        int start = skipSpace(bytes, 0);
        if (start == bytes.length) {
            violations.syntax(bytes, 0, SyntaxError.EMPTY, start);
        } else if (hasByteOrderMark(bytes)) {
            violations.syntax(bytes, 0, SyntaxError.BYTE_ORDER_MARK, 0);
        } else {
            int end = value(bytes, root, start, 0);
            if (end != REFUSED && (end = skipSpace(bytes, end)) < bytes.length) {
                violations.syntax(bytes, 0, SyntaxError.TRAILING_DATA, end);
            }
        }
        return violations.none();
    }

    /** Why the last document was not accepted: all violations of the schema up to a bound, or the first error of syntax. */
    public List<Reason> reasons() {
        return violations.reasons();
    }

    /** The captured values of the last document; they count only if it was accepted. */
    public CapturedValues captured() {
        return captured;
    }

    /** Which of its allowed strings the property has that tells the document's shape, counting from zero; -1: none. */
    public int shape() {
        return shape - 1;
    }

    // The methods below go over the value, or whatever their name says, that starts at pos, and return where the
    // document
    // goes on, or REFUSED once an error of syntax has been noted.

    private int value(byte[] b, SchemaNode node, int pos, int level) {
        if (node == SchemaNode.ANY) {
            return free.scan(b, pos, level);
        }
        return switch (at(b, pos)) {
            case '"' -> string(b, node, pos, level);
            case '{' -> object(b, suited(b, node, Kinds.OBJECT, pos, level), pos, level + 1);
            case '[' -> array(b, suited(b, node, Kinds.ARRAY, pos, level), pos, level + 1);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(b, node, pos, level);
            case 't' -> word(b, node, Kinds.TRUE, pos, level);
            case 'f' -> word(b, node, Kinds.FALSE, pos, level);
            case 'n' -> word(b, node, Kinds.NULL, pos, level);
            default -> violations.syntax(b, level, SyntaxError.EXPECTED_VALUE, pos);
        };
    }

    /** A value within another: small enough to be compiled into its callers for the kind that most are of. */
    private int member(byte[] b, SchemaNode node, int pos, int level) {
        return at(b, pos) == '"' ? string(b, node, pos, level) : value(b, node, pos, level);
    }

    /** The node itself, or one that admits all after this one was found not to admit an object or array. */
    private SchemaNode suited(byte[] b, SchemaNode node, int kind, int pos, int level) {
        if ((node.admits & kind) != 0) {
            return node;
        }
        violations.kind(b, level, node, kind, pos, pos + 1);
        return SchemaNode.ANY;
    }

    private int object(byte[] b, SchemaNode node, int start, int level) {
        if (level > MAX_DEPTH) {
            return violations.syntax(b, MAX_DEPTH, SyntaxError.TOO_DEEP, start);
        }
        ObjectRules rules = node.objects == null ? ObjectRules.NONE : node.objects;
        int members = 0;
        long seen = 0;
        int previous = 0;
        int expected = expectations(rules);
        names.open(level);
        int pos = skipSpace(b, start + 1);
        boolean more = at(b, pos) != '}';
        while (more) {
            Property property = expectations[expected + previous];
            if (property != null && property.standsAt(b, pos)) {
                path.atProperty(level, pos + 1, pos + property.length - 2);
                pos = skipSpace(b, pos + property.length);
            } else {
                pos = name(b, rules, pos, expected + previous, level);
                if (pos == REFUSED) {
                    return REFUSED;
                }
                property = named;
            }
            SchemaNode child = rules.additional;
            if (property != null) {
                if ((seen & property.bit) != 0) {
                    violations.duplicate(b, level);
                }
                seen |= property.bit;
                previous = property.index + 1;
                child = property.node;
            }
            if (child == null) {
                violations.unknown(b, level);
                child = SchemaNode.ANY;
            }
            int valueStart = pos;
            pos = member(b, child, pos, level);
            if (pos == REFUSED) {
                return REFUSED;
            }
            if (child.capture >= 0) {
                captured.note(child.capture, valueStart, pos);
            }
            if (child.tellsShape) {
                expected = expectations(rules);
            }
            members++;
            pos = skipSpace(b, pos);
            more = at(b, pos) == ',';
            if (more) {
                pos = skipSpace(b, pos + 1);
            } else if (at(b, pos) != '}') {
                return violations.syntax(b, level - 1, SyntaxError.EXPECTED_COMMA_OR_BRACE, pos);
            }
        }
        names.close(level);
        if ((rules.required & ~seen) != 0 || members < rules.minProperties || members > rules.maxProperties) {
            violations.object(b, level - 1, rules, seen, members);
        }
        return pos + 1;
    }

    /** Goes over a name that was not expected, and its colon; sets {@link #named}. */
    private int name(byte[] b, ObjectRules rules, int start, int expectation, int level) {
        if (at(b, start) != '"') {
            return violations.syntax(b, level - 1, SyntaxError.EXPECTED_NAME, start);
        }
        long scanned = Strings.scan(b, start + 1);
        if (scanned < 0) {
            return violations.syntax(b, level - 1, scanned);
        }
        int end = Strings.end(scanned) - 1;
        path.atProperty(level, start + 1, end);
        named = rules.known == 0 ? null : find(b, rules, start + 1, end, Strings.escaped(scanned), expectation);
        if (named == null && !names.add(b, start + 1, end, Strings.escaped(scanned), level)) {
            violations.duplicate(b, level);
        }
        int pos = skipSpace(b, end + 1);
        if (at(b, pos) != ':') {
            return violations.syntax(b, level, SyntaxError.EXPECTED_COLON, pos);
        }
        return skipSpace(b, pos + 1);
    }

    /** Where what to expect in such an object starts. */
    private int expectations(ObjectRules rules) {
        return shape * expectationsPerShape + rules.expectations;
    }

    private @Nullable Property find(byte[] b, ObjectRules rules, int start, int end, boolean escaped, int expectation) {
        int textEnd = escaped ? unescape(b, start, end) : end; // first, as it may put a larger array into scratch
        Property found = escaped ? rules.find(scratch, 0, textEnd) : rules.find(b, start, end);
        if (found != null) {
            expectations[expectation] = found;
        }
        return found;
    }

    private int array(byte[] b, SchemaNode node, int start, int level) {
        if (level > MAX_DEPTH) {
            return violations.syntax(b, MAX_DEPTH, SyntaxError.TOO_DEEP, start);
        }
        ArrayRules rules = node.arrays;
        SchemaNode items = rules == null ? SchemaNode.ANY : rules.items();
        int elements = 0;
        int pos = skipSpace(b, start + 1);
        boolean more = at(b, pos) != ']';
        while (more) {
            path.atElement(level, elements++);
            pos = member(b, items, pos, level);
            if (pos == REFUSED) {
                return REFUSED;
            }
            pos = skipSpace(b, pos);
            more = at(b, pos) == ',';
            if (more) {
                pos = skipSpace(b, pos + 1);
            } else if (at(b, pos) != ']') {
                return violations.syntax(b, level - 1, SyntaxError.EXPECTED_COMMA_OR_BRACKET, pos);
            }
        }
        if (rules != null && (elements < rules.minItems() || elements > rules.maxItems())) {
            violations.array(b, level - 1, rules, elements);
        }
        return pos + 1;
    }

    private int string(byte[] b, SchemaNode node, int start, int level) {
        if (node.allowed != null) {
            int index = node.allowed.indexAt(b, start);
            if (index >= 0) {
                shape = node.tellsShape ? index + 1 : shape;
                return start + node.allowed.strings()[index].length;
            }
        }
        long scanned = Strings.scan(b, start + 1);
        if (scanned < 0) {
            return violations.syntax(b, level, scanned);
        }
        if (node.checksStrings) {
            checkString(b, node, start, scanned, level);
        }
        return Strings.end(scanned);
    }

    private void checkString(byte[] b, SchemaNode node, int start, long scanned, int level) {
        int end = Strings.end(scanned);
        if ((node.admits & Kinds.STRING) == 0) {
            violations.kind(b, level, node, Kinds.STRING, start, end);
            return;
        }
        boolean escaped = Strings.escaped(scanned);
        int textStart = escaped ? 0 : start + 1;
        int textEnd = escaped ? unescape(b, start + 1, end - 1) : end - 1;
        byte[] text = escaped ? scratch : b;
        if (node.allowed != null) {
            int index = node.allowed.indexOf(text, textStart, textEnd);
            shape = node.tellsShape ? index + 1 : shape;
            if (index < 0) {
                violations.notAllowed(b, level, node.allowed, start, end);
            }
        } else if (node.strings != null) {
            int codePoints = Strings.codePoints(scanned);
            if (!node.strings.admits(text, textStart, textEnd, codePoints)) {
                violations.string(b, level, node.strings, codePoints, start, end);
            }
        }
    }

    private int number(byte[] b, SchemaNode node, int start, int level) {
        boolean negative = b[start] == '-';
        int first = negative ? start + 1 : start;
        int pos = first;
        long magnitude = 0;
        for (int digit; (digit = at(b, pos) - '0') >= 0 && digit <= 9 && pos - first < PLAIN_DIGITS; pos++) {
            magnitude = magnitude * 10 + digit;
        }
        byte next = at(b, pos);
        boolean plain = pos > first
                && (b[first] != '0' || pos == first + 1)
                && (next == ',' || next == '}' || next == ']' || isSpace(next));
        if (!plain || node.allowed != null) {
            return anyNumber(b, node, start, level);
        }
        if ((node.admits & Kinds.INTEGER) == 0) {
            violations.kind(b, level, node, Kinds.INTEGER, start, pos);
        } else if (node.numbers != null && !node.numbers.admits(negative ? -magnitude : magnitude)) {
            violations.number(b, level, node.numbers, start, pos);
        }
        return pos;
    }

    private int anyNumber(byte[] b, SchemaNode node, int start, int level) {
        long scanned = Numbers.scan(b, start);
        if (scanned < 0) {
            return violations.syntax(b, level, scanned);
        }
        int end = (int) scanned;
        int kind = (node.admits & Kinds.NUMBER) == Kinds.NUMBER && node.allowed == null
                ? Kinds.NUMBER
                : Numbers.isIntegral(b, start, end) ? Kinds.INTEGER : Kinds.FRACTION;
        if ((node.admits & kind) == 0) {
            violations.kind(b, level, node, kind, start, end);
        } else if (node.allowed != null && !node.allowed.hasNumber(b, start, end)) {
            violations.notAllowed(b, level, node.allowed, start, end);
        } else if (node.numbers != null) {
            violations.number(b, level, node.numbers, start, end);
        }
        return end;
    }

    private int word(byte[] b, SchemaNode node, int kind, int start, int level) {
        int end = FreeValues.wordEnd(b, b[start], start);
        if (end < 0) {
            return violations.syntax(b, level, SyntaxError.EXPECTED_VALUE, start);
        }
        if ((node.admits & kind) == 0) {
            violations.kind(b, level, node, kind, start, end);
        }
        return end;
    }

    private int unescape(byte[] b, int start, int end) {
        if (scratch.length < end - start) {
            scratch = new byte[(end - start) * 2];
        }
        return Strings.unescape(b, start, end, scratch);
    }

    private static boolean hasByteOrderMark(byte[] b) {
        return b.length >= 3 && b[0] == (byte) 0xEF && b[1] == (byte) 0xBB && b[2] == (byte) 0xBF;
    }
}
