package io.conductorloop.validation.metrics;

import io.conductorloop.validation.ValidationMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts in Micrometer under the names that docs/meters.md lists, once a batch. */
public final class MicrometerValidationMetrics implements ValidationMetrics {
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(100_000),
        Duration.ofMillis(1),
        Duration.ofMillis(3),
        Duration.ofMillis(10),
        Duration.ofMillis(30),
        Duration.ofMillis(100),
        Duration.ofMillis(300),
        Duration.ofSeconds(1)
    };

    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter deferred;
    private final Counter duplicates;
    private final Counter rejected;
    private final Counter copies;
    private final Counter failures;
    private final Counter unidentified;
    private final Counter bytes;
    private final Timer checking;
    private final Timer remembering;
    private final Map<String, Counter> brokenRules = new ConcurrentHashMap<>();

    public MicrometerValidationMetrics(MeterRegistry registry) {
        this.registry = registry;
        accepted = verdict("accepted");
        deferred = verdict("deferred");
        duplicates = verdict("duplicate");
        rejected = verdict("rejected");
        copies = verdict("copy");
        failures = counter("conductor.loop.validation.failures", "Intents that were refused");
        unidentified = counter("conductor.loop.validation.unidentified", "Records put aside as they name no intent");
        bytes = Counter.builder("conductor.loop.validated")
                .description("Bytes of the intents judged")
                .baseUnit("bytes")
                .register(registry);
        checking = timer("conductor.loop.validation.duration", "Looking at the intents of a batch");
        remembering = timer("conductor.loop.validation.state.duration", "Asking and telling the state, per batch");
    }

    @Override
    public void judged(Tally tally, Duration checking, Duration remembering) {
        accepted.increment(tally.accepted());
        deferred.increment(tally.deferred());
        duplicates.increment(tally.duplicates());
        rejected.increment(tally.rejected());
        copies.increment(tally.copies());
        failures.increment(tally.rejected());
        bytes.increment((double) tally.bytes());
        tally.brokenRules()
                .forEach((rule, times) ->
                        brokenRules.computeIfAbsent(rule, this::brokenRule).increment(times));
        this.checking.record(checking);
        this.remembering.record(remembering);
    }

    @Override
    public void unidentified() {
        unidentified.increment();
    }

    private Counter verdict(String verdict) {
        return counter("conductor.loop.validation.verdicts", "Intents judged, by verdict", "verdict", verdict);
    }

    private Counter brokenRule(String rule) {
        return counter("conductor.loop.validation.broken.rules", "Reasons to refuse intents, by rule", "rule", rule);
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
