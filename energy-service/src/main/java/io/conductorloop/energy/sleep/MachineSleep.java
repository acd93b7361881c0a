package io.conductorloop.energy.sleep;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has this machine sleep as deeply as no service minds that was planned on it, and guards their latency targets: no state is entered
 * whose waking would take longer than the time that the service with the least of it has to spare. Processors are woken at once, and
 * parked only when they were not needed for a while. Where one service is to have all there is, or none is planned, all is
 * as it was found; closed, it stays so, whoever still wishes.
 */
public final class MachineSleep {
    /** How busy the processors that stay awake may be on average. */
    private static final double BUSIEST = .8;

    /** For so long must fewer have been enough before one is parked: parking stops the whole machine for a moment. */
    private static final Duration CALM = Duration.ofMinutes(1);

    private final SleepActuator actuator;
    private final Terms terms;
    private final Map<String, Wish> wishes = new HashMap<>();
    private @Nullable Setting set;
    private @Nullable Instant fewerSince;
    private @Nullable String refused;
    private boolean stopped;

    /**
     * Terms.
     *
     * @param fewest processors that are never parked
     * @param parked how long a parked processor takes until it works, at worst
     * @param shallowest idle states that wake within this time are never forbidden
     * @param busy share of the processors awake that are busy now, by whomever, 0 to 1; {@link Double#NaN} where unknown
     */
    public record Terms(int fewest, Duration parked, Duration shallowest, DoubleSupplier busy) {}

    /**
     * What a service leaves.
     *
     * @param busy share of all processors that it may keep busy
     * @param spare by how much its latency is below the target
     */
    public record Leave(double busy, Duration spare) {}

    private record Wish(@Nullable Leave leave, Instant until) {}

    private record Setting(int awake, Duration wakeUp) {}

    public MachineSleep(SleepActuator actuator, Terms terms) {
        this.actuator = actuator;
        this.terms = terms;
    }

    /**
     * A service leaves so much, until then.
     *
     * @param leave null when it needs all there is
     * @return why the machine does not sleep so, where it was asked and did not say the same before
     */
    public synchronized Optional<String> wish(String service, @Nullable Leave leave, Instant until, Instant now) {
        wishes.put(service, new Wish(leave, until));
        return settle(now);
    }

    /** Forgets wishes whose time is over, and follows what is busy. */
    public synchronized Optional<String> settle(Instant now) {
        wishes.values().removeIf(wish -> !wish.until().isAfter(now));
        if (stopped) {
            return Optional.empty();
        }
        Setting wanted = wanted(now);
        if (wanted == null) {
            // What was refused before may have left something behind.
            return set == null && refused == null ? Optional.empty() : told(restored());
        }
        if (wanted.equals(set)) {
            return Optional.empty();
        }
        Optional<String> why = actuator.sleep(wanted.awake(), wanted.wakeUp());
        if (why.isEmpty()) {
            set = wanted;
        }
        return told(why);
    }

    private Optional<String> restored() {
        Optional<String> why = actuator.restore();
        if (why.isEmpty()) {
            set = null;
        }
        return why;
    }

    /** What was said already is not said again. */
    private Optional<String> told(Optional<String> why) {
        boolean known = why.isPresent() && why.get().equals(refused);
        refused = why.orElse(null);
        return known ? Optional.empty() : why;
    }

    /** Null where somebody needs all there is, or nobody wishes. */
    private @Nullable Setting wanted(Instant now) {
        double busy = 0;
        Duration spare = null;
        for (Wish wish : wishes.values()) {
            Leave leave = wish.leave();
            if (leave == null) {
                fewerSince = null;
                return null;
            }
            busy += leave.busy();
            spare = spare == null || leave.spare().compareTo(spare) < 0 ? leave.spare() : spare;
        }
        if (spare == null) {
            fewerSince = null;
            return null;
        }
        return new Setting(calmly(awake(busy, spare), now), wakeUp(spare));
    }

    private int awake(double busy, Duration spare) {
        int all = actuator.processors();
        // What is busy now counts beside what may come, be it the same: others live here too.
        double needed = Math.ceil((all * busy + present() * terms.busy().getAsDouble()) / BUSIEST);
        if (Double.isNaN(needed) || terms.parked().compareTo(spare) > 0) {
            return all;
        }
        return (int) Math.clamp(needed, Math.min(all, Math.max(1, terms.fewest())), all);
    }

    private int present() {
        return set == null ? actuator.processors() : set.awake();
    }

    /** More at once; fewer only after a while of it. */
    private int calmly(int awake, Instant now) {
        int present = present();
        if (awake >= present) {
            fewerSince = null;
            return awake;
        }
        Instant since = fewerSince == null || now.isBefore(fewerSince) ? now : fewerSince;
        fewerSince = since;
        if (now.isBefore(since.plus(CALM))) {
            return present;
        }
        fewerSince = null;
        return awake;
    }

    /** Rounded down to a power of ten, so that a latency that wavers does not have it set anew each second. */
    private Duration wakeUp(Duration spare) {
        Duration most = spare.compareTo(terms.shallowest()) > 0 ? spare : terms.shallowest();
        long rounded = 1;
        while (rounded <= most.toNanos() / 10_000) {
            rounded *= 10;
        }
        Duration power = Duration.ofNanos(1_000 * rounded);
        return power.compareTo(terms.shallowest()) > 0 ? power : terms.shallowest();
    }

    /**
     * Puts back what was found, for good.
     *
     * @return what was not put back, and why; empty when all is as it was
     */
    public synchronized Optional<String> stop() {
        stopped = true;
        return restored();
    }
}
