package io.conductorloop.energy.dvfs;

import io.conductorloop.energy.dvfs.FrequencyActuator.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sets the clock of this machine for all services that were planned on it: to the fastest that one of them needs, and back to what
 * was found when the plan of one leaves it alone or none is left. Asks the actuator only where something changes. Closed, it is as it was found and stays so, whoever still wishes.
 */
public final class MachineClock implements AutoCloseable {
    private final FrequencyActuator actuator;
    private final Map<String, Wish> wishes = new HashMap<>();
    private @Nullable Integer set;
    private @Nullable Outcome refused;
    private boolean closed;

    private record Wish(@Nullable Integer megahertz, Instant until) {}

    public MachineClock(FrequencyActuator actuator) {
        this.actuator = actuator;
    }

    /**
     * A service needs no more than this, until then.
     *
     * @param megahertz null when it needs all there is
     * @return what the actuator said, where it was asked and did not say the same before
     */
    public synchronized Optional<Outcome> wish(
            String service, @Nullable Integer megahertz, Instant until, Instant now) {
        wishes.put(service, new Wish(megahertz, until));
        return settle(now);
    }

    /** Forgets wishes whose time is over. */
    public synchronized Optional<Outcome> settle(Instant now) {
        wishes.values().removeIf(wish -> !wish.until().isAfter(now));
        Integer wanted = wanted();
        if (closed) {
            return Optional.empty();
        }
        if (wanted == null ? set == null : wanted.equals(set)) {
            return Optional.empty();
        }
        if (wanted == null) {
            actuator.restore();
            set = null;
            refused = null;
            return Optional.of(new Outcome.Applied());
        }
        Outcome outcome = actuator.limit(wanted);
        boolean known = outcome.equals(refused);
        refused = outcome instanceof Outcome.Refused ? outcome : null;
        if (outcome instanceof Outcome.Applied) {
            set = wanted;
        }
        return known ? Optional.empty() : Optional.of(outcome);
    }

    /** What the clock is limited to, megahertz; null: to nothing. */
    public synchronized @Nullable Integer limit() {
        return set;
    }

    @Override
    public synchronized void close() {
        closed = true;
        actuator.close();
    }

    /** Null where somebody needs all there is, or nobody wishes. */
    private @Nullable Integer wanted() {
        Integer fastest = null;
        for (Wish wish : wishes.values()) {
            Integer megahertz = wish.megahertz();
            if (megahertz == null) {
                return null;
            }
            fastest = fastest == null || megahertz > fastest ? megahertz : fastest;
        }
        return fastest;
    }
}
