package io.conductorloop.messaging.directive;

import io.conductorloop.contracts.Directive;
import io.conductorloop.messaging.directive.Hearing.Cause;
import io.conductorloop.messaging.directive.Hearing.NotForUs;
import io.conductorloop.messaging.directive.Hearing.Refused;
import io.conductorloop.messaging.directive.Hearing.Taken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The advice that holds for a service now. Of each adviser the newest directive holds until its time is over; after that,
 * and before the first, the service does as it is configured. Safe for use by many threads; asking costs next to nothing.
 *
 * <p>The one rule for two advisers: <b>ml says how many, energy says how many at most</b>. What ml advises, or without it
 * the configured number, is cut to what energy has power for; energy alone raises nothing. One worker and batches of one
 * intent always remain, so no advice stops a service.
 */
public final class LatestDirective {
    /** So much later than by this service's clock may a directive have been decided. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final String service;
    private final DirectiveBounds bounds;
    private final InstantSource clock;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    private record Held(
            Instant decidedAt,
            Instant until,
            @Nullable Integer workers,
            @Nullable Integer batchSize) {}

    /** @param service whose directives to take */
    public LatestDirective(String service, DirectiveBounds bounds, InstantSource clock) {
        this.service = service;
        this.bounds = bounds;
        this.clock = clock;
    }

    /** Hears a directive. */
    public Hearing hear(Directive directive) {
        if (!directive.service().equals(service)) {
            return new NotForUs();
        }
        Instant now = clock.instant();
        if (!directive.decidedBy().equals(Directive.ML)
                && !directive.decidedBy().equals(Directive.ENERGY)) {
            return new Refused(Cause.UNKNOWN_ADVISER);
        } else if (directive.decidedAt().isAfter(now.plus(CLOCK_SKEW))) {
            return new Refused(Cause.FROM_THE_FUTURE);
        } else if (!directive.validUntil().isAfter(now)) {
            return new Refused(Cause.EXPIRED);
        }
        Held given = within(directive, now);
        Held holding = held.merge(
                directive.decidedBy(),
                given,
                (old, fresh) -> fresh.decidedAt().isBefore(old.decidedAt()) ? old : fresh);
        if (!holding.equals(given)) {
            return new Refused(Cause.OUTDATED);
        }
        return new Taken(!given.until().equals(directive.validUntil())
                || differs(given.workers(), directive.workers())
                || differs(given.batchSize(), directive.batchSize()));
    }

    /** The workers to have, when the configured number is this one. */
    public int workers(int configured) {
        return decided(configured, advised(Directive.ML, true), advised(Directive.ENERGY, true));
    }

    /** The intents to have in a batch at most, when the configured number is this one. */
    public int batchSize(int configured) {
        return decided(configured, advised(Directive.ML, false), advised(Directive.ENERGY, false));
    }

    /** Whether anybody advises now. */
    public boolean holds() {
        Instant now = clock.instant();
        return held.values().stream().anyMatch(some -> some.until().isAfter(now));
    }

    private static int decided(int configured, OptionalInt ml, OptionalInt energy) {
        return Math.min(ml.orElse(configured), energy.orElse(Integer.MAX_VALUE));
    }

    private OptionalInt advised(String adviser, boolean workers) {
        Held some = held.get(adviser);
        if (some == null || !some.until().isAfter(clock.instant())) {
            return OptionalInt.empty();
        }
        Integer number = workers ? some.workers() : some.batchSize();
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private Held within(Directive directive, Instant now) {
        Instant latest = now.plus(bounds.longest());
        return new Held(
                directive.decidedAt(),
                directive.validUntil().isAfter(latest) ? latest : directive.validUntil(),
                atMost(directive.workers(), bounds.mostWorkers()),
                atMost(directive.batchSize(), bounds.mostBatchSize()));
    }

    private static @Nullable Integer atMost(@Nullable Integer number, int most) {
        return number == null ? null : Integer.valueOf(Math.min(number, most));
    }

    private static boolean differs(@Nullable Integer one, @Nullable Integer other) {
        return one != null && !one.equals(other);
    }
}
