package io.conductorloop.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Answers 429 to a caller that sends more than its share: a token bucket each, by the caller's name where it has shown a token
 * and by its address otherwise. What needs no role, health, is never limited.
 */
final class RateLimitFilter extends OncePerRequestFilter {
    /** Callers beyond so many that have not called for longest start with a full bucket again. */
    private static final int CALLERS = 10_000;

    private final LoadingCache<String, Bucket> buckets;
    private final HandlerExceptionResolver problems;

    RateLimitFilter(int requestsPerSecond, HandlerExceptionResolver problems) {
        this.buckets = Caffeine.newBuilder()
                .maximumSize(CALLERS)
                .expireAfterAccess(Duration.ofMinutes(1))
                .build(_ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(2L * requestsPerSecond)
                                .refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
                        .build());
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return AccessRule.roleFor(request).isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Principal caller = request.getUserPrincipal();
        ConsumptionProbe probe = buckets.get(caller == null ? request.getRemoteAddr() : caller.getName())
                .tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
            return;
        }
        var problem = new ProblemException(
                HttpStatus.TOO_MANY_REQUESTS, "More requests a second than one caller may send", List.of());
        long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        problems.resolveException(request, response, null, problem);
    }
}
