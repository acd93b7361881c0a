package io.conductorloop.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Knows the bearers of configured tokens; leaves every other token to whoever is asked next. */
final class TokenAuthentication implements AuthenticationProvider {
    private final List<ApiToken> tokens;

    TokenAuthentication(List<ApiToken> tokens) {
        this.tokens = tokens;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        String shown = ((BearerTokenAuthenticationToken) authentication).getToken();
        for (ApiToken token : tokens) {
            if (token.is(shown)) {
                return UsernamePasswordAuthenticationToken.authenticated(
                        token.name(),
                        null,
                        token.roles().stream()
                                .map(role -> new SimpleGrantedAuthority(role.text()))
                                .toList());
            }
        }
        return null;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return BearerTokenAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
