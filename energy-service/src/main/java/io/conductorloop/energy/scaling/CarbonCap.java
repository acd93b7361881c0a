package io.conductorloop.energy.scaling;

import io.conductorloop.energy.carbon.IntensitySeries;
import java.time.Duration;
import java.time.Instant;

/**
 * Caps replicas while power is dirty: all of them up to one intensity, the fewest from a higher one on, in proportion
 * between. Work must not starve on dirty days, so after the longest time in eco mode the cap is lifted for a while, and so
 * on in turn. It follows from the grid's past alone: every instance says the same, and none has to remember anything.
 */
public final class CarbonCap {
    private final Rules rules;

    /**
     * The rules.
     *
     * @param low up to this intensity, gCO2e/kWh, nothing is capped
     * @param high from this one on the fewest replicas are left
     * @param longestEco how long replicas are capped on end
     * @param rest for how long they are then not
     */
    public record Rules(double low, double high, Duration longestEco, Duration rest) {
        /** Refuses it when the intensities are out of order or a time is not above zero. */
        public Rules {
            if (!(low > 0 && high > low)) {
                throw new IllegalArgumentException("low above 0 and high above low: " + low + ", " + high);
            }
            if (!longestEco.isPositive() || !rest.isPositive()) {
                throw new IllegalArgumentException("times above zero: " + longestEco + ", " + rest);
            }
        }

        /** How clean an intensity is: 1 up to the low one, 0 from the high one on, in proportion between. */
        public double clean(double intensity) {
            return Math.clamp((high - intensity) / (high - low), 0, 1);
        }
    }

    /** Why the cap is what it is. */
    public enum Why {
        CLEAN,
        DIRTY,
        /** Dirty, but for so long that the cap is lifted for a while. */
        RESTING,
        /** Nobody knows how dirty, and what is not known caps nothing. */
        UNKNOWN
    }

    /**
     * A cap.
     *
     * @param replicas at most so many
     * @param intensity now, gCO2e/kWh; {@link Double#NaN} where unknown
     * @param dirtyFor how long it has been above {@code low}, as far as is known
     */
    public record Cap(int replicas, Why why, double intensity, Duration dirtyFor) {}

    public CarbonCap(Rules rules) {
        this.rules = rules;
    }

    /**
     * The cap now.
     *
     * @param grid with the present slot and what is known of the time before
     * @param fewest replicas that are always left
     * @param most replicas there may be
     */
    public Cap cap(IntensitySeries grid, Instant now, int fewest, int most) {
        double intensity = grid.at(now);
        if (Double.isNaN(intensity)) {
            return new Cap(most, Why.UNKNOWN, intensity, Duration.ZERO);
        }
        if (intensity <= rules.low()) {
            return new Cap(most, Why.CLEAN, intensity, Duration.ZERO);
        }
        int since = dirtySince(grid, now);
        Duration dirty = Duration.between(grid.slotStart(since), now);
        Duration turn = rules.longestEco().plus(rules.rest());
        // The first turn is from the beginning of the dirt. Further ones, and all where nobody could see that far back,
        // are
        // counted from a moment that does not move with now: so no eco time is longer than set, also when the beginning
        // gets out of sight.
        boolean first = dirty.compareTo(turn) < 0 && !grid.start().isAfter(now.minus(turn));
        Instant begin = first ? grid.slotStart(since) : Instant.EPOCH;
        Duration within = Duration.ofMillis(Duration.between(begin, now).toMillis() % turn.toMillis());
        if (within.compareTo(rules.longestEco()) >= 0) {
            return new Cap(most, Why.RESTING, intensity, dirty);
        }
        int replicas = fewest + (int) Math.floor(rules.clean(intensity) * (most - fewest));
        return new Cap(replicas, Why.DIRTY, intensity, dirty);
    }

    /** The slot since which it has been dirty; the first of the series also where it may have been so before. */
    private int dirtySince(IntensitySeries grid, Instant now) {
        int slot = grid.slotOf(now);
        while (grid.value(slot - 1) > rules.low()) {
            slot--;
        }
        return slot;
    }
}
