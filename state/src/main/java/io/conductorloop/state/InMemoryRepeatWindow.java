package io.conductorloop.state;

import io.conductorloop.contracts.IntentId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A window that lives as long as this process. What has run out is swept each time the memory has doubled. */
public final class InMemoryRepeatWindow implements RepeatWindow {
    private static final int FIRST_SWEEP = 1_024;

    private final Map<Said, First> memory = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private volatile int nextSweep = FIRST_SWEEP;

    private record First(IntentId intent, Instant until) {
        boolean standsAt(Instant now) {
            return now.isBefore(until);
        }
    }

    public InMemoryRepeatWindow(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Map<Said, IntentId> first(Collection<Said> said) {
        Instant now = clock.instant();
        Map<Said, IntentId> found = new HashMap<>();
        for (Said content : said) {
            First first = memory.get(content);
            if (first != null && first.standsAt(now)) {
                found.put(content, first.intent());
            }
        }
        return found;
    }

    @Override
    public void remember(Map<Said, IntentId> said, Duration window) {
        Instant now = clock.instant();
        Instant until = now.plus(window);
        said.forEach((content, intent) -> memory.merge(
                content,
                new First(intent, until),
                (standing, candidate) -> standing.standsAt(now) ? standing : candidate));
        if (memory.size() >= nextSweep) {
            memory.values().removeIf(first -> !first.standsAt(now));
            nextSweep = Math.max(FIRST_SWEEP, 2 * memory.size());
        }
    }
}
