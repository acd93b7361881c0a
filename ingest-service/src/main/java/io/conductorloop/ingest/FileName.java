package io.conductorloop.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The name of a file within its folder, as the bytes the file system keeps: any but NUL and slash, not necessarily UTF-8.
 * Equal names have equal bytes.
 */
public final class FileName {
    /** The longest name a file may have, bytes. */
    public static final int MAX_LENGTH = 255;

    private static final String PREFIX = "intent-";
    private static final String SUFFIX = ".json";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final byte[] bytes;
    private final String text;

    private FileName(byte[] bytes, String text) {
        this.bytes = bytes;
        this.text = text;
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a file name cannot be empty");
        }
        for (byte b : bytes) {
            if (b == 0 || b == '/') {
                throw new IllegalArgumentException("not the name of a file in a folder: " + text);
            }
        }
    }

    /** The name that consists of these bytes. */
    public static FileName of(byte[] bytes) {
        return new FileName(bytes.clone(), new String(bytes, StandardCharsets.UTF_8));
    }

    /** The name that is this text in UTF-8. */
    public static FileName of(String text) {
        return new FileName(text.getBytes(StandardCharsets.UTF_8), text);
    }

    /** Reads {@link #percentEncoded()} back; also takes text that was not encoded, as far as it has no percent sign. */
    public static FileName decode(String encoded) {
        byte[] from = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream to = new ByteArrayOutputStream(from.length);
        for (int i = 0; i < from.length; i++) {
            if (from[i] == '%'
                    && i + 2 < from.length
                    && HexFormat.isHexDigit(from[i + 1])
                    && HexFormat.isHexDigit(from[i + 2])) {
                to.write(HexFormat.fromHexDigit(from[i + 1]) << 4 | HexFormat.fromHexDigit(from[i + 2]));
                i += 2;
            } else {
                to.write(from[i]);
            }
        }
        return of(to.toByteArray());
    }

    /** Whether a file of this name is meant to be an intent. */
    public boolean isIntent() {
        return text.startsWith(PREFIX) && text.endsWith(SUFFIX);
    }

    /** The bytes; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Bytes. */
    public int length() {
        return bytes.length;
    }

    /** For people: what is not UTF-8 is shown as the replacement character. */
    public String text() {
        return text;
    }

    /** Whether every byte is an ASCII character, so that the text means the same in any locale. */
    public boolean isAscii() {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** Printable ASCII as it is, but the percent sign; any other byte as a percent sign and two digits. */
    public String percentEncoded() {
        StringBuilder encoded = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            if (b > ' ' && b < 0x7f && b != '%' && b != '"') {
                encoded.append((char) b);
            } else {
                encoded.append('%');
                HEX.toHexDigits(encoded, b);
            }
        }
        return encoded.toString();
    }

    /**
     * This name followed by {@code suffix}. What would become too long loses its middle for eight digits of its hash, so
     * that different names stay different.
     */
    public FileName followedBy(String suffix) {
        byte[] tail = suffix.getBytes(StandardCharsets.UTF_8);
        if (bytes.length + tail.length <= MAX_LENGTH) {
            return joined(bytes, bytes.length, tail);
        }
        byte[] hashed = ("-" + Sha256.hex(bytes).substring(0, 8) + suffix).getBytes(StandardCharsets.UTF_8);
        return joined(bytes, cut(MAX_LENGTH - hashed.length), hashed);
    }

    /** This name with {@code infix} before its {@code .json}, shortened like {@link #followedBy}. */
    public FileName withInfix(String infix) {
        if (!text.endsWith(SUFFIX) || bytes.length == SUFFIX.length()) {
            return followedBy(infix);
        }
        return of(Arrays.copyOf(bytes, bytes.length - SUFFIX.length())).followedBy(infix + SUFFIX);
    }

    // The longest prefix within the limit that does not end inside a character, where there are characters.
    private int cut(int limit) {
        boolean utf8 = isUtf8();
        int end = limit;
        while (utf8 && end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    private boolean isUtf8() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static FileName joined(byte[] head, int length, byte[] tail) {
        byte[] all = Arrays.copyOf(head, length + tail.length);
        System.arraycopy(tail, 0, all, length, tail.length);
        return of(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return text;
    }
}
