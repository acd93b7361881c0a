package io.conductorloop.validation;

/** Names as Kubernetes takes them from RFC 1123: lower-case letters, digits and hyphens, the latter not at the ends. */
final class DnsNames {
    static final int LONGEST_LABEL = 63;
    static final int LONGEST_SUBDOMAIN = 253;

    private DnsNames() {}

    /** Whether these bytes are a label. */
    static boolean isLabel(byte[] b, int start, int end) {
        return end - start <= LONGEST_LABEL && labelEnd(b, start, end) == end;
    }

    /** Whether these bytes are labels joined by dots; as in Kubernetes, only their sum is limited. */
    static boolean isSubdomain(byte[] b, int start, int end) {
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
