package io.conductorloop.validation.schema;

/**
 * JSON numbers as bytes. Numbers of any length and exponent are compared digit by digit: nothing overflows, and nothing is
 * computed that grows faster than the text.
 */
final class Numbers {
    /** Beyond this, an exponent is as good as endless: no document is long enough to make up for it. */
    private static final long ENDLESS = 1_000_000_000_000_000L;

    private static final long ZEROS = 0x3030303030303030L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    /** Added to a byte, carries into its highest bit from ten on. */
    private static final long ABOVE_NINE = 0x7676767676767676L;

    private Numbers() {}

    /**
     * Scans the number that starts at {@code start}.
     *
     * @return where the document goes on; negative: a {@link SyntaxError}
     */
    static long scan(byte[] b, int start) {
        int pos = start;
        if (b[pos] == '-') {
            pos++;
        }
        if (!isDigit(b, pos)) {
            return SyntaxError.BAD_NUMBER.at(start);
        }
        if (b[pos] == '0') {
            pos++;
            if (isDigit(b, pos)) {
                return SyntaxError.LEADING_ZERO.at(start);
            }
        } else {
            pos = digitsEnd(b, pos);
        }
        if (pos < b.length && b[pos] == '.') {
            if (!isDigit(b, pos + 1)) {
                return SyntaxError.BAD_NUMBER.at(start);
            }
            pos = digitsEnd(b, pos + 1);
        }
        if (pos < b.length && (b[pos] | 0x20) == 'e') {
            pos++;
            if (pos < b.length && (b[pos] == '+' || b[pos] == '-')) {
                pos++;
            }
            if (!isDigit(b, pos)) {
                return SyntaxError.BAD_NUMBER.at(start);
            }
            pos = digitsEnd(b, pos);
        }
        return pos;
    }

    private static boolean isDigit(byte[] b, int pos) {
        return pos < b.length && b[pos] >= '0' && b[pos] <= '9';
    }

    private static int digitsEnd(byte[] b, int from) {
        int pos = from;
        while (pos <= b.length - Long.BYTES) {
            long values = Words.at(b, pos) ^ ZEROS;
            long others = (values + ABOVE_NINE | values) & HIGH_BITS;
            if (others != 0) {
                return pos + (Long.numberOfTrailingZeros(others) >>> 3);
            }
            pos += Long.BYTES;
        }
        while (isDigit(b, pos)) {
            pos++;
        }
        return pos;
    }

    /** Whether the number is written without fraction and exponent. */
    static boolean isPlainInteger(byte[] b, int start, int end) {
        for (int pos = b[start] == '-' ? start + 1 : start; pos < end; pos++) {
            if (b[pos] < '0' || b[pos] > '9') {
                return false;
            }
        }
        return true;
    }

    /** Whether the number has no fractional part, however it is written: 5, 5.0 and 50e-1 have none. */
    static boolean isIntegral(byte[] b, int start, int end) {
        int mantissaEnd = mantissaEnd(b, start, end);
        int point = point(b, start, mantissaEnd);
        int lastDigit = mantissaEnd - 1;
        while (lastDigit >= start && (b[lastDigit] == '0' || b[lastDigit] == '.')) {
            lastDigit--;
        }
        if (lastDigit < start || b[lastDigit] == '-') {
            return true; // zero
        }
        long power = lastDigit < point ? point - 1 - lastDigit : point - lastDigit;
        return power + exponent(b, mantissaEnd, end) >= 0;
    }

    /** Compares the number with a known one: negative, zero or positive. */
    static int compare(byte[] b, int start, int end, Decimal other) {
        int mantissaEnd = mantissaEnd(b, start, end);
        int first = start;
        while (first < mantissaEnd && (b[first] == '-' || b[first] == '0' || b[first] == '.')) {
            first++;
        }
        if (first == mantissaEnd) {
            return -other.sign();
        }
        int sign = b[start] == '-' ? -1 : 1;
        if (sign != other.sign()) {
            return sign;
        }
        int point = point(b, start, mantissaEnd);
        long power = (first < point ? point - 1 - first : point - first) + exponent(b, mantissaEnd, end);
        if (power != other.power()) {
            return power < other.power() ? -sign : sign;
        }
        return sign * compareDigits(b, first, mantissaEnd, other.digits());
    }

    private static int compareDigits(byte[] b, int first, int mantissaEnd, byte[] digits) {
        int index = 0;
        for (int pos = first; pos < mantissaEnd; pos++) {
            if (b[pos] == '.') {
                continue;
            }
            int difference = b[pos] - (index < digits.length ? digits[index] : '0');
            if (difference != 0) {
                return difference;
            }
            index++;
        }
        return index < digits.length ? -1 : 0; // the known digits end in no zero
    }

    private static int mantissaEnd(byte[] b, int start, int end) {
        int pos = start;
        while (pos < end && (b[pos] | 0x20) != 'e') {
            pos++;
        }
        return pos;
    }

    private static int point(byte[] b, int start, int mantissaEnd) {
        int pos = start;
        while (pos < mantissaEnd && b[pos] != '.') {
            pos++;
        }
        return pos;
    }

    private static long exponent(byte[] b, int mantissaEnd, int end) {
        if (mantissaEnd == end) {
            return 0;
        }
        int pos = mantissaEnd + 1;
        boolean negative = b[pos] == '-';
        if (negative || b[pos] == '+') {
            pos++;
        }
        long exponent = 0;
        for (; pos < end && exponent < ENDLESS; pos++) {
            exponent = exponent * 10 + b[pos] - '0';
        }
        return negative ? -exponent : exponent;
    }
}
