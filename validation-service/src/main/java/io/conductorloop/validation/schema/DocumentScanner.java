package io.conductorloop.validation.schema;

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
    private final byte[] predictions;
    private final int predictionsPerShape;
    private final CapturedValues captured;
    private final DocumentPath path = new DocumentPath(MAX_DEPTH);
    private final Violations violations = new Violations(path);
    private final MemberNames names;

    private byte[] scratch = new byte[64];
    private int shape;

    DocumentScanner(CompiledSchema schema, long seed) {
        root = schema.root();
        predictions = schema.predictions();
        predictionsPerShape = schema.predictionsPerShape();
        captured = new CapturedValues(schema.captures());
        names = new MemberNames(seed);
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
        return switch (at(b, pos)) {
            case '"' -> string(b, node, pos, level);
            case '{' -> object(b, suited(b, node, Kinds.OBJECT, pos, level), pos, level + 1);
            case '[' -> array(b, suited(b, node, Kinds.ARRAY, pos, level), pos, level + 1);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(b, node, pos, level);
            case 't' -> word(b, node, Kinds.TRUE, "true", pos, level);
            case 'f' -> word(b, node, Kinds.FALSE, "false", pos, level);
            case 'n' -> word(b, node, Kinds.NULL, "null", pos, level);
            default -> refuse(b, SyntaxError.EXPECTED_VALUE, pos, level);
        };
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
            return refuse(b, SyntaxError.TOO_DEEP, start, MAX_DEPTH);
        }
        ObjectRules rules = node.objects == null ? ObjectRules.NONE : node.objects;
        int members = 0;
        long seen = 0;
        int previous = 0;
        int number = 0; // among the document's objects that have unknown properties
        int pos = skipSpace(b, start + 1);
        boolean more = at(b, pos) != '}';
        while (more) {
            if (at(b, pos) != '"') {
                return refuse(b, SyntaxError.EXPECTED_NAME, pos, level - 1);
            }
            Property property = expected(rules, previous);
            boolean escaped = false;
            int nameStart = pos + 1;
            if (property != null && property.name().standsAt(b, pos)) {
                pos += property.name().quotedLength();
            } else {
                long scanned = Strings.scan(b, nameStart);
                if (scanned < 0) {
                    return refuse(b, scanned, level - 1);
                }
                pos = Strings.end(scanned);
                escaped = Strings.escaped(scanned);
                property = rules.known == 0 ? null : find(b, rules, nameStart, pos - 1, escaped, previous);
            }
            path.atProperty(level, nameStart, pos - 1);
            SchemaNode child;
            if (property != null) {
                if ((seen & property.bit()) != 0) {
                    violations.duplicate(b, level);
                }
                seen |= property.bit();
                previous = property.index() + 1;
                child = property.node();
            } else {
                number = number == 0 ? names.newObject() : number;
                if (!names.add(b, nameStart, pos - 1, escaped, number)) {
                    violations.duplicate(b, level);
                }
                child = rules.additional;
            }
            if (child == null) {
                violations.unknown(b, level);
                child = SchemaNode.ANY;
            }
            pos = skipSpace(b, pos);
            if (at(b, pos) != ':') {
                return refuse(b, SyntaxError.EXPECTED_COLON, pos, level);
            }
            int valueStart = skipSpace(b, pos + 1);
            pos = value(b, child, valueStart, level);
            if (pos == REFUSED) {
                return REFUSED;
            }
            if (child.capture >= 0) {
                captured.note(child.capture, valueStart, pos);
            }
            members++;
            pos = skipSpace(b, pos);
            more = at(b, pos) == ',';
            if (more) {
                pos = skipSpace(b, pos + 1);
            } else if (at(b, pos) != '}') {
                return refuse(b, SyntaxError.EXPECTED_COMMA_OR_BRACE, pos, level - 1);
            }
        }
        if ((rules.required & ~seen) != 0 || members < rules.minProperties || members > rules.maxProperties) {
            violations.object(b, level - 1, rules, seen, members);
        }
        return pos + 1;
    }

    /** The known property that followed the previous one last time. */
    private @Nullable Property expected(ObjectRules rules, int previous) {
        if (rules.known == 0) {
            return null;
        }
        int guess = predictions[shape * predictionsPerShape + rules.predictionBase + previous];
        return guess < rules.known ? rules.property(guess) : null;
    }

    private @Nullable Property find(byte[] b, ObjectRules rules, int start, int end, boolean escaped, int previous) {
        Property found = escaped ? rules.find(scratch, 0, unescape(b, start, end)) : rules.find(b, start, end);
        if (found != null) {
            predictions[shape * predictionsPerShape + rules.predictionBase + previous] = (byte) found.index();
        }
        return found;
    }

    private int array(byte[] b, SchemaNode node, int start, int level) {
        if (level > MAX_DEPTH) {
            return refuse(b, SyntaxError.TOO_DEEP, start, MAX_DEPTH);
        }
        ArrayRules rules = node.arrays;
        SchemaNode items = rules == null ? SchemaNode.ANY : rules.items();
        int elements = 0;
        int pos = skipSpace(b, start + 1);
        boolean more = at(b, pos) != ']';
        while (more) {
            path.atElement(level, elements++);
            pos = value(b, items, pos, level);
            if (pos == REFUSED) {
                return REFUSED;
            }
            pos = skipSpace(b, pos);
            more = at(b, pos) == ',';
            if (more) {
                pos = skipSpace(b, pos + 1);
            } else if (at(b, pos) != ']') {
                return refuse(b, SyntaxError.EXPECTED_COMMA_OR_BRACKET, pos, level - 1);
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
                return start + node.allowed.strings()[index].quotedLength();
            }
        }
        long scanned = Strings.scan(b, start + 1);
        if (scanned < 0) {
            return refuse(b, scanned, level);
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
            return refuse(b, scanned, level);
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

    private int word(byte[] b, SchemaNode node, int kind, String word, int start, int level) {
        for (int i = 1; i < word.length(); i++) {
            if (at(b, start + i) != word.charAt(i)) {
                return refuse(b, SyntaxError.EXPECTED_VALUE, start, level);
            }
        }
        int end = start + word.length();
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

    private int refuse(byte[] b, long error, int level) {
        violations.syntax(b, level, SyntaxError.of(error), SyntaxError.position(error));
        return REFUSED;
    }

    private int refuse(byte[] b, SyntaxError expected, int pos, int level) {
        return refuse(b, pos < b.length ? expected.at(pos) : SyntaxError.UNTERMINATED.at(pos), level);
    }

    private static boolean hasByteOrderMark(byte[] b) {
        return b.length >= 3 && b[0] == (byte) 0xEF && b[1] == (byte) 0xBB && b[2] == (byte) 0xBF;
    }

    /** The byte there; behind the end zero, which no document may contain. */
    private static byte at(byte[] b, int pos) {
        return pos < b.length ? b[pos] : 0;
    }

    private static int skipSpace(byte[] b, int from) {
        int pos = from;
        while (pos < b.length && b[pos] <= ' ' && isSpace(b[pos])) {
            pos++;
        }
        return pos;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
