package io.conductorloop.web;

import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Asks each caller for a token of ours or of the configured issuer, and holds it to {@link AccessRule}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class AccessConfiguration {
    @Bean
    SecurityFilterChain access(
            HttpSecurity http,
            ApiProperties api,
            ObjectProvider<JwtDecoder> issuer,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        // A token travels in a header that no browser adds by itself, and no session is kept; the headers of answers
        // are
        // AnswerHeadersFilter's, as it sets them on errors of the container too.
        http.csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        List<AuthenticationProvider> providers = providers(api, issuer);
        if (providers.isEmpty()) {
            http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        } else {
            AuthenticationManager callers = new ProviderManager(providers);
            http.authorizeHttpRequests(
                            requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                    .permitAll()
                                    .anyRequest()
                                    .access(rule()))
                    .oauth2ResourceServer(bearer -> bearer.authenticationManagerResolver(_ -> callers)
                            .authenticationEntryPoint(unknown(problems))
                            .accessDeniedHandler(denied(problems)))
                    .exceptionHandling(refusals ->
                            refusals.authenticationEntryPoint(unknown(problems)).accessDeniedHandler(denied(problems)));
        }
        if (api.requestsPerSecond() != null) {
            http.addFilterAfter(new RateLimitFilter(api.requestsPerSecond(), problems), AuthorizationFilter.class);
        }
        return http.build();
    }

    private static List<AuthenticationProvider> providers(ApiProperties api, ObjectProvider<JwtDecoder> issuer) {
        List<AuthenticationProvider> providers = new ArrayList<>();
        if (!api.allTokens().isEmpty()) {
            providers.add(new TokenAuthentication(api.allTokens()));
        }
        issuer.ifAvailable(decoder -> {
            var authorities = new JwtGrantedAuthoritiesConverter();
            authorities.setAuthoritiesClaimName(api.rolesClaim());
            authorities.setAuthorityPrefix("");
            var converter = new JwtAuthenticationConverter();
            converter.setJwtGrantedAuthoritiesConverter(authorities);
            var provider = new JwtAuthenticationProvider(decoder);
            provider.setJwtAuthenticationConverter(converter);
            providers.add(provider);
        });
        return providers;
    }

    private static AuthorizationManager<RequestAuthorizationContext> rule() {
        return (authentication, context) -> new AuthorizationDecision(AccessRule.roleFor(context.getRequest())
                .map(role -> has(authentication.get(), role))
                .orElse(true));
    }

    private static boolean has(Authentication caller, Role role) {
        return caller.getAuthorities().stream()
                .anyMatch(authority -> role.text().equals(authority.getAuthority()));
    }

    private static AuthenticationEntryPoint unknown(HandlerExceptionResolver problems) {
        return (request, response, failure) -> {
            var problem = new ProblemException(
                    HttpStatus.UNAUTHORIZED,
                    "Send a token that is known here as 'Authorization: Bearer <token>'",
                    List.of());
            problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            problems.resolveException(request, response, null, problem);
        };
    }

    private static AccessDeniedHandler denied(HandlerExceptionResolver problems) {
        return (request, response, failure) -> {
            String needed = AccessRule.roleFor(request).map(Role::text).orElse("");
            Authentication caller =
                    Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
            String given = caller.getAuthorities().stream()
                    .map(GrantedAuthority::getAuthority)
                    .sorted()
                    .collect(Collectors.joining(", "));
            var problem = new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "This needs the role '" + needed + "'; the token's roles are: " + given,
                    List.of());
            problems.resolveException(request, response, null, problem);
        };
    }
}
