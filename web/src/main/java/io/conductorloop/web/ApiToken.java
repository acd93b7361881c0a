package io.conductorloop.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** A token that callers show, known by its SHA-256 alone so that a configuration that leaks does not open the door. */
final class ApiToken {
    private static final int SHA256_DIGITS = 64;

    private final String name;
    private final byte[] expected;
    private final Set<Role> roles;

    private ApiToken(String name, byte[] expected, Set<Role> roles) {
        this.name = name;
        this.expected = expected;
        this.roles = Set.copyOf(roles);
    }

    /**
     * The token with this hash, whose bearer is called {@code name} and has these roles.
     *
     * @throws IllegalArgumentException when the text is not 64 hexadecimal digits
     */
    static ApiToken ofSha256(String name, String hex, Set<Role> roles) {
        if (hex.length() != SHA256_DIGITS) {
            throw new IllegalArgumentException("not 64 hexadecimal digits");
        }
        return new ApiToken(name, HexFormat.of().parseHex(hex), roles);
    }

    String name() {
        return name;
    }

    Set<Role> roles() {
        return roles;
    }

    /** Whether this is the token. Takes the same time for every wrong token of a length. */
    boolean is(String token) {
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
