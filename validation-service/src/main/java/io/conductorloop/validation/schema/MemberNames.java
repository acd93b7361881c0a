package io.conductorloop.validation.schema;

import java.util.Arrays;

/**
 * The names, in the objects of one document, of properties that no schema knows: finds those that stand twice in one object
 * in constant time each. One open-addressing table serves all objects and all documents of a scanner; what earlier documents
 * left in it is told by its age, so nothing is cleared in between.
 */
final class MemberNames {
    private static final int LEAST_SLOTS = 64;

    /** A table that a document of unusual size has grown beyond this is given up after it. */
    private static final int MOST_SLOTS_KEPT = 1 << 16;

    private final long seed;

    /** For each slot the object's number, then 32 bits of the name's hash. */
    private long[] tags = new long[LEAST_SLOTS];

    private int[] starts = new int[LEAST_SLOTS];
    private int[] ends = new int[LEAST_SLOTS];

    private byte[] scratch = new byte[64];
    private int used;
    private int lastObject;
    private int firstObject = 1;

    /** The seed keeps authors from choosing names that collide. */
    MemberNames(long seed) {
        this.seed = seed;
    }

    /** Forgets all names. */
    void clear() {
        if (lastObject > Integer.MAX_VALUE / 2) {
            Arrays.fill(tags, 0);
            lastObject = 0;
        }
        firstObject = lastObject + 1;
        used = 0;
        if (tags.length > MOST_SLOTS_KEPT) {
            allocate(LEAST_SLOTS);
        }
    }

    /** A number for one more object of the document. */
    int newObject() {
        return ++lastObject;
    }

    /**
     * Adds a name.
     *
     * @return false when the object has it already
     */
    boolean add(byte[] document, int start, int end, boolean escaped, int object) {
        if (used * 2 >= tags.length) {
            grow();
        }
        long tag = (long) object << Integer.SIZE | (hash(document, start, end, escaped) & 0xFFFF_FFFFL);
        int slot = slot(tag);
        while (isTaken(slot)) {
            if (tags[slot] == tag && sameName(document, slot, start, end, escaped)) {
                return false;
            }
            slot = slot + 1 & tags.length - 1;
        }
        tags[slot] = tag;
        starts[slot] = start;
        ends[slot] = escaped ? ~end : end;
        used++;
        return true;
    }

    private boolean isTaken(int slot) {
        return (int) (tags[slot] >>> Integer.SIZE) >= firstObject;
    }

    private int slot(long tag) {
        return (int) ((tag * 0x9E3779B97F4A7C15L) >>> Integer.SIZE) & (tags.length - 1);
    }

    private boolean sameName(byte[] document, int slot, int start, int end, boolean escaped) {
        boolean otherEscaped = ends[slot] < 0;
        int otherEnd = otherEscaped ? ~ends[slot] : ends[slot];
        if (!escaped && !otherEscaped) {
            return Arrays.equals(document, start, end, document, starts[slot], otherEnd);
        }
        return Strings.text(document, start, end).equals(Strings.text(document, starts[slot], otherEnd));
    }

    private int hash(byte[] document, int start, int end, boolean escaped) {
        if (!escaped) {
            return hash(document, start, end);
        }
        if (scratch.length < end - start) {
            scratch = new byte[(end - start) * 2];
        }
        return hash(scratch, 0, Strings.unescape(document, start, end, scratch));
    }

    // Each step multiplies to 128 bits and folds them, so that every bit of a word reaches every bit of the hash.
    private int hash(byte[] bytes, int start, int end) {
        long hash = seed ^ end - start;
        int pos = start;
        for (; pos <= end - Long.BYTES; pos += Long.BYTES) {
            hash = fold(hash ^ Words.at(bytes, pos));
        }
        if (pos < end) {
            hash = fold(hash ^ Words.at(bytes, pos, end - pos));
        }
        return (int) (hash ^ hash >>> Integer.SIZE);
    }

    private long fold(long word) {
        long key = seed | 1;
        return word * key ^ Math.unsignedMultiplyHigh(word, key) ^ 0x9E3779B97F4A7C15L;
    }

    private void grow() {
        long[] oldTags = tags;
        int[] oldStarts = starts;
        int[] oldEnds = ends;
        allocate(oldTags.length * 2);
        for (int i = 0; i < oldTags.length; i++) {
            if ((int) (oldTags[i] >>> Integer.SIZE) >= firstObject) {
                int slot = slot(oldTags[i]);
                while (isTaken(slot)) {
                    slot = slot + 1 & tags.length - 1;
                }
                tags[slot] = oldTags[i];
                starts[slot] = oldStarts[i];
                ends[slot] = oldEnds[i];
            }
        }
    }

    private void allocate(int slots) {
        tags = new long[slots];
        starts = new int[slots];
        ends = new int[slots];
    }
}
