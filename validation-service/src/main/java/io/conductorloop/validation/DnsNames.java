package io.conductorloop.validation;

import io.conductorloop.validation.schema.Words;

/** Names as Kubernetes takes them from RFC 1123: lower-case letters, digits and hyphens, the latter not at the ends. */
final class DnsNames {
    static final int LONGEST_LABEL = 63;
    static final int LONGEST_SUBDOMAIN = 253;

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private DnsNames() {}

    /** Whether these bytes are a label. */
    static boolean isLabel(byte[] b, int start, int end) {
        int length = end - start;
        if (length <= 0 || length > LONGEST_LABEL || b[start] == '-' || b[end - 1] == '-') {
            return false;
        }
        if (length < Long.BYTES) {
            return strangers(Words.at(b, start, length) | (ONES * 'a' & ~Words.mask(length))) == 0;
        }
        for (int pos = start; pos < end - Long.BYTES; pos += Long.BYTES) {
            if (strangers(Words.at(b, pos)) != 0) {
                return false;
            }
        }
        return strangers(Words.at(b, end - Long.BYTES)) == 0;
    }

    /** Marks, by its highest bit, each byte that cannot stand in a label. */
    private static long strangers(long word) {
        long letters = word + ONES * (0x80 - 'a') & ~(word + ONES * (0x7F - 'z'));
        long digits = word + ONES * (0x80 - '0') & ~(word + ONES * (0x7F - '9'));
        long hyphens = ~((word ^ ONES * '-') + ONES * 0x7F);
        return (word | ~(letters | digits | hyphens)) & HIGH_BITS;
    }

    /** Whether these bytes are labels joined by dots; as in Kubernetes, only their sum is limited. */
    static boolean isSubdomain(byte[] b, int start, int end) {
        if (isLabel(b, start, end)) {
            return true;
        }
        if (end - start > LONGEST_SUBDOMAIN) {
            return false;
        }
        int pos = labelEnd(b, start, end);
        while (pos > 0 && pos < end && b[pos] == '.') {
            pos = labelEnd(b, pos + 1, end);
        }
        return pos == end;
    }

    /** Where the label that starts here ends, or -1 when none does. */
    private static int labelEnd(byte[] b, int start, int end) {
        int pos = start;
        while (pos < end && (isAlphanumeric(b[pos]) || b[pos] == '-')) {
            pos++;
        }
        return pos > start && b[start] != '-' && b[pos - 1] != '-' ? pos : -1;
    }

    private static boolean isAlphanumeric(byte c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
