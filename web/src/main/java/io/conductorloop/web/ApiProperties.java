package io.conductorloop.web;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call. With neither a token nor an issuer ({@code spring.security.oauth2.resourceserver.jwt.issuer-uri}) nobody is asked,
 * and only loopback addresses may be bound.
 *
 * @param tokenSha256 SHA-256 of a bearer token with every role, 64 hexadecimal digits
 * @param tokens further tokens; one is replaced without an interruption by listing the new beside the old for a while
 * @param rolesClaim the claim of an issuer's token that lists the bearer's roles; what it lists besides is passed over
 * @param requestsPerSecond how many requests a caller may send a second, in bursts up to twice as many; null: as many as it
 *     likes
 */
@ConfigurationProperties("conductor.api")
record ApiProperties(
        @Nullable String tokenSha256,
        @DefaultValue List<Token> tokens,
        @DefaultValue("roles") String rolesClaim,
        @Nullable Integer requestsPerSecond) {

    /** @param name of the caller, as it is kept beside what it decided */
    record Token(
            @Nullable String name,
            @Nullable String sha256,
            @Nullable Set<Role> roles) {}

    /**
     * All tokens.
     *
     * @throws IllegalArgumentException when one is not well-formed; its message is a sentence that names the property
     */
    List<ApiToken> allTokens() {
        List<ApiToken> all = new ArrayList<>();
        if (tokenSha256 != null && !tokenSha256.isBlank()) {
            all.add(token("conductor.api.token-sha256", new Token("token", tokenSha256, EnumSet.allOf(Role.class))));
        }
        for (int i = 0; i < tokens.size(); i++) {
            all.add(token("conductor.api.tokens[" + i + "]", tokens.get(i)));
        }
        return List.copyOf(all);
    }

    private static ApiToken token(String property, Token token) {
        if (token.name() == null
                || token.sha256() == null
                || token.roles() == null
                || token.roles().isEmpty()) {
            throw new IllegalArgumentException(property + " needs a name, a sha256 and at least one of the roles");
        }
        try {
            return ApiToken.ofSha256(token.name(), token.sha256(), token.roles());
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(property + " is not a SHA-256 of 64 hexadecimal digits");
        }
    }
}
