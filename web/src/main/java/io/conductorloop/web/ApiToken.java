package io.conductorloop.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The token callers must show, known by its SHA-256 alone so that a configuration that leaks does not open the door. */
final class ApiToken {
    private static final String SCHEME = "Bearer ";
    private static final int SHA256_DIGITS = 64;

    private final byte[] expected;

    private ApiToken(byte[] expected) {
        this.expected = expected;
    }

    /**
     * The token with this hash.
     *
     * @throws IllegalArgumentException when the text is not 64 hexadecimal digits
     */
    static ApiToken ofSha256(String hex) {
        if (hex.length() != SHA256_DIGITS) {
            throw new IllegalArgumentException("not 64 hexadecimal digits");
        }
        return new ApiToken(HexFormat.of().parseHex(hex));
    }

    /** Whether an {@code Authorization} header shows the token. Takes the same time for every wrong token of a length. */
    boolean isShownBy(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        String token = authorization.substring(SCHEME.length()).strip();
        return MessageDigest.isEqual(expected, sha256(token.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
