package io.conductorloop.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets in who shows the token. Everything is guarded but the health paths, which are compared with the path exactly as it
 * was sent: no spelling of another path can look like one of them.
 */
final class TokenFilter extends OncePerRequestFilter {
    private static final Set<String> OPEN =
            Set.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness", "/healthz");

    private final ApiToken token;
    private final HandlerExceptionResolver problems;

    TokenFilter(ApiToken token, HandlerExceptionResolver problems) {
        this.token = token;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return OPEN.contains(
                request.getRequestURI().substring(request.getContextPath().length()));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (token.isShownBy(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            chain.doFilter(request, response);
            return;
        }
        var problem = new ProblemException(
                HttpStatus.UNAUTHORIZED, "Send the token as 'Authorization: Bearer <token>'", List.of());
        problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.resolveException(request, response, null, problem);
    }
}
