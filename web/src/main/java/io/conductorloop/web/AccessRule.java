package io.conductorloop.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/**
 * Which role each request needs. The path is compared exactly as it was sent, so that no spelling of another path can look like
 * an open one; what is not named here needs {@link Role#READ} to be read and {@link Role#OPERATE} to be changed.
 */
final class AccessRule {
    private static final Set<String> OPEN =
            Set.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness", "/healthz");

    private static final Set<String> READABLE_ACTUATOR = Set.of("/actuator/prometheus", "/actuator/info");

    /** Calls that bring in something or ask what would become of it, and change nothing else. */
    private static final Set<String> SUBMITTING =
            Set.of("/api/v1/intents", "/intent", "/api/v1/validations", "/api/v1/schedules");

    /** Questions that are too long for an address. */
    private static final Set<String> ASKING = Set.of("/emissions/forecasts/batch");

    private AccessRule() {}

    /** The role for a request; empty: anybody. */
    static Optional<Role> roleFor(HttpServletRequest request) {
        return roleFor(
                request.getMethod(),
                request.getRequestURI().substring(request.getContextPath().length()));
    }

    static Optional<Role> roleFor(String method, String path) {
        boolean reading = method.equals("GET") || method.equals("HEAD");
        if (reading && OPEN.contains(path)) {
            return Optional.empty();
        }
        if (path.startsWith("/actuator") && !READABLE_ACTUATOR.contains(path)) {
            return Optional.of(Role.OPERATE);
        }
        if (reading || (method.equals("POST") && ASKING.contains(path))) {
            return Optional.of(Role.READ);
        }
        return Optional.of(method.equals("POST") && SUBMITTING.contains(path) ? Role.SUBMIT : Role.OPERATE);
    }
}
