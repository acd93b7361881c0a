package io.conductorloop.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each answer its request id, the caller's own where it is sane, and the headers that keep browsers careful. */
final class AnswerHeadersFilter extends OncePerRequestFilter {
    /** Ties a caller's request to the service's log lines. */
    static final String REQUEST_ID = "X-Request-ID";

    /** No blanks, quotes or control characters: the id goes into logs as it is. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private static final String MDC_KEY = "requestId";

    private final Supplier<UUID> ids;

    AnswerHeadersFilter(Supplier<UUID> ids) {
        this.ids = ids;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = response.getHeader(REQUEST_ID);
        String id = given == null ? requestId(request.getHeader(REQUEST_ID)) : given;
        response.setHeader(REQUEST_ID, id);
        secure(response);
        try (var _ = MDC.putCloseable(MDC_KEY, id)) {
            chain.doFilter(request, response);
        }
    }

    /** Errors too: the container reports some before any other filter has run. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private String requestId(@Nullable String asked) {
        return asked != null && SANE.matcher(asked).matches()
                ? asked
                : ids.get().toString();
    }

    static void secure(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
