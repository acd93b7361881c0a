package io.conductorloop.ingest.submission;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys of one process, for tests and for a service without Redis. */
public final class InMemoryIdempotencyKeys implements IdempotencyKeys {
    private record Held(Binding binding, Instant until) {}

    private final InstantSource clock;
    private final Duration kept;
    private final Map<String, Held> held = new LinkedHashMap<>();

    public InMemoryIdempotencyKeys(InstantSource clock, Duration kept) {
        this.clock = clock;
        this.kept = kept;
    }

    @Override
    public synchronized Map<String, Binding> bind(Map<String, Binding> proposals) {
        Instant now = clock.instant();
        held.values().removeIf(one -> !one.until().isAfter(now));
        Map<String, Binding> bound = HashMap.newHashMap(proposals.size());
        proposals.forEach((key, proposal) -> bound.put(
                key,
                held.computeIfAbsent(key, _ -> new Held(proposal, now.plus(kept)))
                        .binding()));
        return bound;
    }
}
