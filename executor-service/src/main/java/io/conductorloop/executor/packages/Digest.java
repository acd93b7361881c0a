package io.conductorloop.executor.packages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 in the letters that any name may hold: RFC 4648 base32, lower case, cut to 130 bits. */
final class Digest {
    /** Enough that two different texts never meet by chance, few enough for a label beside other words. */
    static final int LENGTH = 26;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS_PER_LETTER = 5;

    private Digest() {}

    static String of(String text) {
        byte[] hash;
        try {
            hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        StringBuilder letters = new StringBuilder(LENGTH);
        int bits = 0;
        int held = 0;
        for (int next = 0; letters.length() < LENGTH; ) {
            if (held < BITS_PER_LETTER) {
                bits = (bits << Byte.SIZE) | (hash[next++] & 0xff);
                held += Byte.SIZE;
            }
            held -= BITS_PER_LETTER;
            letters.append(ALPHABET.charAt((bits >>> held) & 31));
            bits &= (1 << held) - 1;
        }
        return letters.toString();
    }
}
