package io.conductorloop.validation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compares bytes with the SHA-256 that they are said to have. For one thread at a time. */
final class ContentHash {
    private final MessageDigest digest;

    ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether {@code hex} is the SHA-256 of these bytes as 64 lower-case digits. */
    boolean matches(byte[] bytes, String hex) {
        byte[] hash = digest.digest(bytes);
        if (hex.length() != hash.length * 2) {
            return false;
        }
        for (int i = 0; i < hash.length; i++) {
            if (hex.charAt(2 * i) != HexFormat.of().toHighHexDigit(hash[i])
                    || hex.charAt(2 * i + 1) != HexFormat.of().toLowHexDigit(hash[i])) {
                return false;
            }
        }
        return true;
    }
}
