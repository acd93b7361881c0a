package io.conductorloop.executor.kubernetes;

import io.conductorloop.contracts.Reason;
import io.conductorloop.executor.porch.Answer;
import io.conductorloop.executor.porch.BreakerState;
import io.conductorloop.executor.porch.PackageRevisions;
import io.conductorloop.executor.porch.PorchCall;
import io.conductorloop.executor.porch.PorchFailure;
import io.conductorloop.executor.porch.PorchMetrics;
import io.conductorloop.executor.porch.RepositoryBreakers;
import io.conductorloop.executor.porch.RevisionDraft;
import io.conductorloop.executor.porch.RevisionListing;
import io.conductorloop.executor.porch.RevisionState;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Spares a repository that is in trouble, and whoever would wait for it: after several failures of the server itself nothing is
 * sent there for a while. What is wrong with a package does not count. Measures each call.
 */
public final class GuardedRevisions implements PackageRevisions, RepositoryBreakers {
    private final PackageRevisions porch;
    private final CircuitBreakerConfig config;
    private final PorchMetrics metrics;
    private final ConcurrentMap<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();

    /**
     * Guards.
     *
     * @param failures so many of the last ten calls must fail
     * @param rest how long nothing is sent then
     */
    public GuardedRevisions(PackageRevisions porch, int failures, Duration rest, PorchMetrics metrics) {
        this.porch = porch;
        this.metrics = metrics;
        this.config = CircuitBreakerConfig.custom()
                .slidingWindow(
                        10,
                        failures,
                        SlidingWindowType.COUNT_BASED,
                        CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .failureRateThreshold(failures * 10f)
                .waitDurationInOpenState(rest)
                .permittedNumberOfCallsInHalfOpenState(2)
                .build();
    }

    @Override
    public Map<String, BreakerState> states() {
        Map<String, BreakerState> states = new TreeMap<>();
        breakers.forEach((repository, breaker) -> states.put(repository, state(breaker)));
        return states;
    }

    @Override
    public BreakerState state(String repository) {
        CircuitBreaker breaker = breakers.get(repository);
        return breaker == null ? BreakerState.CLOSED : state(breaker);
    }

    @Override
    public Answer<RevisionListing> list(String repository, String packageName) {
        return call(PorchCall.LIST, repository, () -> porch.list(repository, packageName));
    }

    /** Of no repository alone, so no breaker is asked. */
    @Override
    public Answer<RevisionListing> named(String packageName) {
        long start = System.nanoTime();
        Answer<RevisionListing> answer = porch.named(packageName);
        metrics.called(PorchCall.LIST, answer, Duration.ofNanos(System.nanoTime() - start));
        return answer;
    }

    @Override
    public Answer<RevisionListing> drafts(String repository) {
        return call(PorchCall.LIST, repository, () -> porch.drafts(repository));
    }

    @Override
    public Answer<RevisionState> look(RevisionState revision) {
        return call(PorchCall.READ, revision.repository(), () -> porch.look(revision));
    }

    @Override
    public Answer<RevisionState> create(RevisionDraft draft) {
        return call(PorchCall.CREATE, draft.repository(), () -> porch.create(draft));
    }

    @Override
    public Answer<SortedMap<String, String>> read(RevisionState revision) {
        return call(PorchCall.READ, revision.repository(), () -> porch.read(revision));
    }

    @Override
    public Answer<Written> write(RevisionState draft, SortedMap<String, String> files) {
        return call(PorchCall.WRITE, draft.repository(), () -> porch.write(draft, files));
    }

    @Override
    public Answer<RevisionState> propose(RevisionState draft, Map<String, String> notes) {
        return call(PorchCall.PROPOSE, draft.repository(), () -> porch.propose(draft, notes));
    }

    @Override
    public Answer<RevisionState> publish(RevisionState proposed) {
        return call(PorchCall.PUBLISH, proposed.repository(), () -> porch.publish(proposed));
    }

    @Override
    public Answer<RevisionState> delete(RevisionState open) {
        return call(PorchCall.DELETE, open.repository(), () -> porch.delete(open));
    }

    private <T> Answer<T> call(PorchCall call, String repository, Supplier<Answer<T>> work) {
        CircuitBreaker breaker = breakers.computeIfAbsent(repository, name -> CircuitBreaker.of(name, config));
        if (!breaker.tryAcquirePermission()) {
            return new Answer.Away<>(
                    Reason.of(
                            "circuit-open",
                            "repository '" + repository + "' failed several times and is left alone for a while"),
                    Duration.ZERO);
        }
        long start = System.nanoTime();
        Answer<T> answer;
        try {
            answer = work.get();
        } catch (RuntimeException | Error e) {
            breaker.releasePermission();
            throw e;
        }
        long took = System.nanoTime() - start;
        if (PorchFailure.isTrouble(answer) && !Thread.currentThread().isInterrupted()) {
            breaker.onError(took, TimeUnit.NANOSECONDS, new TroubleException());
        } else {
            breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        }
        metrics.called(call, answer, Duration.ofNanos(took));
        return answer;
    }

    private static BreakerState state(CircuitBreaker breaker) {
        return switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
            case OPEN, FORCED_OPEN -> BreakerState.OPEN;
        };
    }

    /** Stands for an answer, as the breaker knows failures by exceptions only. */
    private static final class TroubleException extends RuntimeException {
        TroubleException() {
            super("Porch is in trouble", null, false, false);
        }
    }
}
