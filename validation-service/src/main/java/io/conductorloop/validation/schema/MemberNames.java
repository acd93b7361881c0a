package io.conductorloop.validation.schema;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names, in the objects of one document, of properties that no schema knows: finds those that stand twice in one object.
 * While an object has few, they are compared one by one, by a fingerprint first; an object that has many gets an
 * open-addressing table, which needs at most 16 bytes for each name.
 */
final class MemberNames {
    private static final int FEW = 16;

    /** Slots of a new table. */
    private static final int LEAST_SLOTS = 4 * FEW;

    /** A table of up to so many slots is kept for the next object, so that the usual document costs no allocation. */
    private static final int MOST_SLOTS_KEPT = 4_096;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** Odd, with as many bits set as not, evenly. */
    private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;

    private final long key;

    // The few names of each open object, one object's after the other's; for each object, one of 64 bits for each name,
    // so
    // that most new names are known to be new at once. The end of a name with escapes is complemented, thus negative.
    private final int[] bottoms;
    private final long[] filters;
    private final int[] fewStarts;
    private final int[] fewEnds;
    private final long[] fewPrints;
    private int top;

    // The many names of each open object: how many, zero while they are few; and where they start, complemented if they
    // have
    // escapes, as nothing else is needed to find them again. No name starts at zero.
    private final int[] counts;
    private final int[] @Nullable [] tables;

    private byte[] scratch = new byte[64];

    /** The seed keeps authors from choosing names that collide. */
    MemberNames(int levels, long seed) {
        key = mix(seed + GOLDEN);
        bottoms = new int[levels + 1];
        filters = new long[levels + 1];
        counts = new int[levels + 1];
        tables = new int[levels + 1][];
        fewStarts = new int[(levels + 1) * FEW];
        fewEnds = new int[(levels + 1) * FEW];
        fewPrints = new long[(levels + 1) * FEW];
    }

    /** Forgets all names. */
    void clear() {
        top = 0;
    }

    /** Starts the object at this level. */
    void open(int level) {
        bottoms[level] = top;
        filters[level] = 0;
        counts[level] = 0;
    }

    /** Ends the object at this level. */
    void close(int level) {
        top = bottoms[level];
    }

    /**
     * Adds a name to the object at this level.
     *
     * @return false when the object has it already
     */
    boolean add(byte[] document, int start, int end, boolean escaped, int level) {
        if (counts[level] != 0) {
            return addToMany(document, start, end, escaped, level);
        }
        int textEnd =
                escaped ? unescape(document, start, end) : end; // first, as it may put a larger array into scratch
        long print = escaped ? print(scratch, 0, textEnd) : print(document, start, end);
        long bit = 1L << ((print * GOLDEN) >>> 58);
        if ((filters[level] & bit) != 0 && isAmongFew(document, start, end, escaped, print, level)) {
            return false;
        }
        if (top == bottoms[level] + FEW) {
            moveToMany(document, level);
            return addToMany(document, start, end, escaped, level);
        }
        filters[level] |= bit;
        fewStarts[top] = start;
        fewEnds[top] = escaped ? ~end : end;
        fewPrints[top++] = print;
        return true;
    }

    /** Equal for equal names, and cheap to make: of a long name only the ends count. */
    private static long print(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length <= Long.BYTES) {
            return length == 0 ? 0 : Words.at(bytes, start, length) ^ length;
        }
        return (Words.at(bytes, start) + Long.rotateLeft(Words.at(bytes, end - Long.BYTES), 29)) ^ length;
    }

    private boolean isAmongFew(byte[] document, int start, int end, boolean escaped, long print, int level) {
        for (int i = bottoms[level]; i < top; i++) {
            if (fewPrints[i] == print) {
                boolean bothPlain = !escaped && fewEnds[i] >= 0;
                if (bothPlain
                        ? Arrays.equals(document, start, end, document, fewStarts[i], fewEnds[i])
                        : sameText(document, start, fewStarts[i])) {
                    return true;
                }
            }
        }
        return false;
    }

    private void moveToMany(byte[] document, int level) {
        int[] table = tables[level];
        if (table == null || table.length > MOST_SLOTS_KEPT) {
            tables[level] = new int[LEAST_SLOTS];
        } else {
            Arrays.fill(table, 0);
        }
        int bottom = bottoms[level];
        for (int i = bottom; i < top; i++) {
            boolean escaped = fewEnds[i] < 0;
            addToMany(document, fewStarts[i], escaped ? ~fewEnds[i] : fewEnds[i], escaped, level);
        }
        top = bottom;
    }

    private boolean addToMany(byte[] document, int start, int end, boolean escaped, int level) {
        int[] table = roomy(document, level);
        int slot = hash(document, start, end, escaped) & (table.length - 1);
        for (int other; (other = table[slot]) != 0; slot = (slot + 1) & (table.length - 1)) {
            boolean bothPlain = !escaped && other > 0;
            if (bothPlain
                    ? standsAt(document, start, end, other)
                    : sameText(document, start, other < 0 ? ~other : other)) {
                return false;
            }
        }
        table[slot] = escaped ? ~start : start;
        counts[level]++;
        return true;
    }

    /** The level's table, with room for one more name. */
    private int[] roomy(byte[] document, int level) {
        int[] table = tables[level];
        if (table == null) {
            throw new IllegalStateException("the object has few names");
        }
        if (counts[level] * 2 < table.length) {
            return table;
        }
        int[] larger = new int[table.length * 2];
        for (int name : table) {
            if (name != 0) {
                int start = name < 0 ? ~name : name;
                int end = Strings.end(Strings.scan(document, start)) - 1;
                int slot = hash(document, start, end, name < 0) & (larger.length - 1);
                while (larger[slot] != 0) {
                    slot = (slot + 1) & (larger.length - 1);
                }
                larger[slot] = name;
            }
        }
        tables[level] = larger;
        return larger;
    }

    /** Whether the name, which has no escapes, stands there too, with the quote that ends it. */
    private static boolean standsAt(byte[] document, int start, int end, int other) {
        int otherEnd = other + end - start;
        return otherEnd < document.length
                && document[otherEnd] == '"'
                && Arrays.equals(document, start, end, document, other, otherEnd);
    }

    // Rare enough to allocate.
    private static boolean sameText(byte[] document, int start, int other) {
        return text(document, start).equals(text(document, other));
    }

    private static String text(byte[] document, int start) {
        return Strings.text(document, start, Strings.end(Strings.scan(document, start)) - 1);
    }

    private int unescape(byte[] document, int start, int end) {
        if (scratch.length < end - start) {
            scratch = new byte[(end - start) * 2];
        }
        return Strings.unescape(document, start, end, scratch);
    }

    private int hash(byte[] document, int start, int end, boolean escaped) {
        int textEnd = escaped ? unescape(document, start, end) : end; // first, as above
        return escaped ? hash(scratch, 0, textEnd) : hash(document, start, end);
    }

    // Each step multiplies to 128 bits and folds them, so that every bit of a word reaches every bit of the hash.
    private int hash(byte[] bytes, int start, int end) {
        long hash = (long) end - start;
        int pos = start;
        for (; pos <= end - Long.BYTES; pos += Long.BYTES) {
            hash = fold(hash ^ Words.at(bytes, pos));
        }
        if (pos < end) {
            hash = fold(hash ^ Words.at(bytes, pos, end - pos));
        }
        return (int) (hash ^ (hash >>> Integer.SIZE));
    }

    private long fold(long word) {
        long keyed = word ^ key;
        return (keyed * MULTIPLIER) ^ Math.unsignedMultiplyHigh(keyed, MULTIPLIER);
    }

    /** Spreads a seed that has few bits set, after SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private static long mix(long seed) {
        long mixed = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
