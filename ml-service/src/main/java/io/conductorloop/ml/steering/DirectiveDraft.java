package io.conductorloop.ml.steering;

import io.conductorloop.contracts.Directive;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes directives of what is foreseen, one for each service in an interval at most, each good for a few intervals: when
 * this service falls silent, what it advised soon says nothing. Not thread-safe.
 */
public final class DirectiveDraft {
    private final Steering steering;
    private final Duration interval;
    private final Duration validity;
    private final Map<String, Instant> last = new HashMap<>();

    /**
     * Nothing was advised yet.
     *
     * @param interval between directives for one service
     * @param validity of one
     */
    public DirectiveDraft(Steering steering, Duration interval, Duration validity) {
        this.steering = steering;
        this.interval = interval;
        this.validity = validity;
    }

    /** The directive that is due for the service; empty when none is, or nothing is known. */
    public Optional<Directive> due(String service, Instant now) {
        Instant before = last.get(service);
        if (before != null && now.isBefore(before.plus(interval)) && !now.isBefore(before)) {
            return Optional.empty();
        }
        Optional<Advice> advice = steering.advice(service);
        Optional<ServiceLimits> limits = steering.limits(service);
        if (advice.isEmpty() || limits.isEmpty()) {
            return Optional.empty();
        }
        last.put(service, now);
        Advice some = advice.get();
        boolean workers = limits.get().advisesWorkers() && some.knowsWorkers();
        return Optional.of(new Directive(
                service,
                Directive.ML,
                some.scaling().by(),
                some.confidence(),
                now,
                now.plus(validity),
                workers ? some.workersPerInstance() : null,
                some.batchSize(),
                null));
    }
}
