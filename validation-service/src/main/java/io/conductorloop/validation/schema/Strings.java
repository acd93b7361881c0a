package io.conductorloop.validation.schema;

import java.nio.charset.StandardCharsets;

/**
 * JSON strings as bytes: finds their end, eight bytes at a time while nothing needs a closer look, and checks them on the
 * way (UTF-8 by RFC 3629, escapes and surrogate pairs by RFC 8259).
 */
final class Strings {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private static final long ESCAPED = 1L << 62;
    private static final int COUNT_MASK = 0x3FFF_FFFF;

    private Strings() {}

    /**
     * Scans the string whose first character is at {@code start}.
     *
     * @return for {@link #end}, {@link #codePoints} and {@link #escaped}; negative: a {@link SyntaxError}
     */
    static long scan(byte[] b, int start) {
        int pos = start;
        // Most strings are short: two words are looked at before a loop, and its preparations, are worth it.
        if (start <= b.length - 2 * Long.BYTES) {
            long stops = stops(Words.at(b, pos));
            if (stops == 0) {
                pos += Long.BYTES;
                stops = stops(Words.at(b, pos));
            }
            if (stops != 0) {
                pos += Long.numberOfTrailingZeros(stops) >>> 3;
                return b[pos] == '"' ? plain(start, pos) : scanClosely(b, start, pos);
            }
            pos += Long.BYTES;
        }
        for (int last = b.length - Long.BYTES; pos <= last; pos += Long.BYTES) {
            long stops = stops(Words.at(b, pos));
            if (stops != 0) {
                pos += Long.numberOfTrailingZeros(stops) >>> 3;
                break;
            }
        }
        return pos < b.length && b[pos] == '"' ? plain(start, pos) : scanClosely(b, start, pos);
    }

    /** What {@link #scan} returns for a string of ASCII without escapes that ends with the quote here. */
    private static long plain(int start, int quote) {
        return (long) (quote - start) << Integer.SIZE | (quote + 1);
    }

    /** Where the document goes on, after the closing quote. */
    static int end(long scanned) {
        return (int) scanned;
    }

    /** How many characters the string has, as Unicode counts them and JSON Schema with it. */
    static int codePoints(long scanned) {
        return (int) (scanned >>> Integer.SIZE) & COUNT_MASK;
    }

    /** Whether the string contains escapes. */
    static boolean escaped(long scanned) {
        return (scanned & ESCAPED) != 0;
    }

    /**
     * Marks, by its highest bit, the lowest byte that is a quote, a backslash, a control character or not ASCII. Bytes above
     * the lowest one marked may be marked wrongly, by a borrow.
     */
    private static long stops(long word) {
        long quote = word ^ QUOTES;
        long backslash = word ^ BACKSLASHES;
        return ((quote - ONES & ~quote) | (backslash - ONES & ~backslash) | (word - SPACES & ~word) | word) & HIGH_BITS;
    }

    private static long scanClosely(byte[] b, int start, int from) {
        int pos = from;
        int surplus = 0; // bytes that count no character of their own
        long escaped = 0;
        int last = b.length - Long.BYTES;
        while (true) {
            while (pos <= last) {
                long stops = stops(Words.at(b, pos));
                if (stops != 0) {
                    pos += Long.numberOfTrailingZeros(stops) >>> 3;
                    break;
                }
                pos += Long.BYTES;
            }
            if (pos >= b.length) {
                return SyntaxError.UNTERMINATED.at(b.length);
            }
            byte c = b[pos];
            if (c == '"') {
                return escaped | (long) (pos - start - surplus) << Integer.SIZE | (pos + 1);
            } else if (c == '\\') {
                long length = escapeLength(b, pos);
                if (length < 0) {
                    return length;
                }
                escaped = ESCAPED;
                surplus += (int) length - 1;
                pos += (int) length;
            } else if (c < 0) {
                int length = utf8Length(b, pos);
                if (length == 0) {
                    return SyntaxError.BAD_UTF8.at(pos);
                }
                surplus += length - 1;
                pos += length;
            } else if (c < ' ') {
                return SyntaxError.CONTROL_CHARACTER.at(pos);
            } else {
                pos++;
            }
        }
    }

    /** The length of the well-formed sequence of two to four bytes at {@code pos}, or 0. */
    static int utf8Length(byte[] b, int pos) {
        int first = b[pos] & 0xFF;
        int second = pos + 1 < b.length ? b[pos + 1] & 0xFF : 0;
        if (first < 0xE0) {
            return first >= 0xC2 && isContinuation(second) ? 2 : 0;
        }
        int third = pos + 2 < b.length ? b[pos + 2] & 0xFF : 0;
        if (first < 0xF0) {
            int least = first == 0xE0 ? 0xA0 : 0x80;
            int greatest = first == 0xED ? 0x9F : 0xBF; // above: surrogates
            return second >= least && second <= greatest && isContinuation(third) ? 3 : 0;
        }
        int fourth = pos + 3 < b.length ? b[pos + 3] & 0xFF : 0;
        int least = first == 0xF0 ? 0x90 : 0x80;
        int greatest = first == 0xF4 ? 0x8F : 0xBF; // above: beyond U+10FFFF
        return first <= 0xF4 && second >= least && second <= greatest && isContinuation(third) && isContinuation(fourth)
                ? 4
                : 0;
    }

    private static boolean isContinuation(int b) {
        return (b & 0xC0) == 0x80;
    }

    /** The length of the escape at {@code pos}, a surrogate pair counting as one, or an error. */
    private static long escapeLength(byte[] b, int pos) {
        if (pos + 1 >= b.length) {
            return SyntaxError.UNTERMINATED.at(b.length);
        }
        return switch (b[pos + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
            case 'u' -> unicodeEscapeLength(b, pos);
            default -> SyntaxError.BAD_ESCAPE.at(pos);
        };
    }

    private static long unicodeEscapeLength(byte[] b, int pos) {
        int unit = codeUnit(b, pos);
        if (unit < 0) {
            return SyntaxError.BAD_ESCAPE.at(pos);
        }
        if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
            return 6;
        }
        int next = pos + 6;
        boolean paired = unit <= Character.MAX_HIGH_SURROGATE
                && next + 1 < b.length
                && b[next] == '\\'
                && b[next + 1] == 'u'
                && isLowSurrogate(codeUnit(b, next));
        return paired ? 12 : SyntaxError.LONE_SURROGATE.at(pos);
    }

    private static boolean isLowSurrogate(int unit) {
        return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
    }

    /** The number in the four digits of the unicode escape at {@code pos}, or -1. */
    private static int codeUnit(byte[] b, int pos) {
        if (pos + 6 > b.length) {
            return -1;
        }
        int unit = 0;
        for (int i = pos + 2; i < pos + 6; i++) {
            int digit = b[i] < 0 ? -1 : Character.digit(b[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /**
     * Writes the text of a string that {@link #scan} has found good, escapes resolved, as UTF-8.
     *
     * @param into at least as long as the string is in the document, which the text never exceeds
     * @return the text's length, bytes
     */
    static int unescape(byte[] b, int start, int end, byte[] into) {
        int length = 0;
        int pos = start;
        while (pos < end) {
            if (b[pos] != '\\') {
                into[length++] = b[pos++];
                continue;
            }
            byte c = b[pos + 1];
            if (c != 'u') {
                into[length++] = unescaped(c);
                pos += 2;
                continue;
            }
            int codePoint = codeUnit(b, pos);
            pos += 6;
            if (Character.isHighSurrogate((char) codePoint)) {
                codePoint = Character.toCodePoint((char) codePoint, (char) codeUnit(b, pos));
                pos += 6;
            }
            length = encode(codePoint, into, length);
        }
        return length;
    }

    /** The text of a string that {@link #scan} has found good. */
    static String text(byte[] b, int start, int end) {
        byte[] text = new byte[end - start];
        return new String(text, 0, unescape(b, start, end, text), StandardCharsets.UTF_8);
    }

    private static byte unescaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }

    private static int encode(int codePoint, byte[] into, int at) {
        int length = at;
        if (codePoint < 0x80) {
            into[length++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            into[length++] = (byte) (0xC0 | (codePoint >> 6));
            into[length++] = continuation(codePoint);
        } else if (codePoint < 0x10000) {
            into[length++] = (byte) (0xE0 | (codePoint >> 12));
            into[length++] = continuation(codePoint >> 6);
            into[length++] = continuation(codePoint);
        } else {
            into[length++] = (byte) (0xF0 | (codePoint >> 18));
            into[length++] = continuation(codePoint >> 12);
            into[length++] = continuation(codePoint >> 6);
            into[length++] = continuation(codePoint);
        }
        return length;
    }

    private static byte continuation(int sixBits) {
        return (byte) (0x80 | (sixBits & 0x3F));
    }
}
