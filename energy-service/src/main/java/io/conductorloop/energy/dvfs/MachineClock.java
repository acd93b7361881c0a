package io.conductorloop.energy.dvfs;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sets the clock of this machine for all services that were planned on it: to the fastest that one of them needs, and back to what
 * was found when the plan of one leaves it alone or none is left. Asks the actuator only where something changes, and again where it refused. Stopped,
 * it is as it was found and stays so, whoever still wishes.
 */
public final class MachineClock {
    private final FrequencyActuator actuator;
    private final Map<String, Wish> wishes = new HashMap<>();
    private @Nullable Integer set;
    private @Nullable String refused;
    private boolean stopped;

    private record Wish(@Nullable Integer megahertz, Instant until) {}

    public MachineClock(FrequencyActuator actuator) {
        this.actuator = actuator;
    }

    /**
     * A service needs no more than this, until then.
     *
     * @param megahertz null when it needs all there is
     * @return why the clock is not as it should be, where the actuator was asked and did not say the same before
     */
    public synchronized Optional<String> wish(String service, @Nullable Integer megahertz, Instant until, Instant now) {
        wishes.put(service, new Wish(megahertz, until));
        return settle(now);
    }

    /** Forgets wishes whose time is over. */
    public synchronized Optional<String> settle(Instant now) {
        wishes.values().removeIf(wish -> !wish.until().isAfter(now));
        Integer wanted = wanted();
        if (stopped || (wanted == null ? set == null && refused == null : wanted.equals(set))) {
            return Optional.empty();
        }
        Optional<String> why = wanted == null ? actuator.restore() : actuator.limit(wanted);
        if (why.isEmpty()) {
            set = wanted;
        }
        boolean known = why.isPresent() && why.get().equals(refused);
        refused = why.orElse(null);
        return known ? Optional.empty() : why;
    }

    /** What the clock is limited to, megahertz; null: to nothing. */
    public synchronized @Nullable Integer limit() {
        return set;
    }

    /**
     * Puts back what was found, for good.
     *
     * @return what was not put back, and why; empty when all is as it was
     */
    public synchronized Optional<String> stop() {
        stopped = true;
        Optional<String> why = actuator.restore();
        if (why.isEmpty()) {
            set = null;
        }
        return why;
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
